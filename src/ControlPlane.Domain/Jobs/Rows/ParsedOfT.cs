namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>A value of a row, or what is wrong with it: the end of a sentence whose subject the reader knows. Immutable.</summary>
/// <typeparam name="T">What was parsed.</typeparam>
public readonly struct Parsed<T>
    where T : class
{
    private readonly T? _value;

    internal Parsed(T? value, string? problem) => (_value, Problem) = (value, problem);

    /// <summary>What is wrong; null when there is a value.</summary>
    public string? Problem { get; }

    /// <summary>One result from either side.</summary>
    public TResult Match<TResult>(Func<T, TResult> value, Func<string, TResult> problem) => Problem is null ? value(_value!) : problem(Problem);
}
