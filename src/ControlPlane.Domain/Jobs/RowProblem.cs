namespace ControlPlane.Domain.Jobs;

/// <summary>A row that has no result. Immutable.</summary>
/// <param name="Line">Where the row begins in the input, from 1.</param>
/// <param name="Sentence">Why it has none.</param>
public sealed record RowProblem(long Line, string Sentence);
