using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.Contracts.Outcomes;

/// <summary>Either a value or a <see cref="Outcomes.Refusal"/>, never both. Immutable.</summary>
/// <typeparam name="T">What success yields.</typeparam>
public readonly struct Outcome<T>
    where T : notnull
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Null exactly when <see cref="Value"/> may be read.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    /// <summary>The value of an accepted outcome.</summary>
    /// <exception cref="InvalidOperationException">The outcome is a refusal: the caller did not look.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused with {Refusal}");

    /// <summary>An accepted value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>Goes on with the value, or hands the refusal through.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next)
        where TNext : notnull =>
        Refusal is null ? next(_value!) : Refusal;

    /// <summary>One result from either side.</summary>
    public TResult Match<TResult>(Func<T, TResult> accepted, Func<Refusal, TResult> refused) =>
        Refusal is null ? accepted(_value!) : refused(Refusal);
}
