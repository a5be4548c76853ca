namespace ControlPlane.Contracts.Outcomes;

/// <summary>An expected "no": why a request changes nothing, and what would be right. Immutable.</summary>
/// <param name="Code">Stable, lower_snake_case; tests, scripts and the API name it.</param>
/// <param name="Sentence">One sentence for people, with the numbers that matter.</param>
public sealed record Refusal(string Code, string Sentence)
{
    /// <summary>Every field that is wrong, with its remedy; empty when the refusal is not about input.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; init; } = [];

    /// <summary>A refusal about one field.</summary>
    public static Refusal OfField(string code, string field, string problem, string remedy) =>
        new(code, $"{field}: {problem}; {remedy}.") { Fields = [new FieldProblem(field, problem, remedy)] };

    /// <inheritdoc />
    public override string ToString() => $"{Code}: {Sentence}";
}
