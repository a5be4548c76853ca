namespace ControlPlane.Domain.Jobs;

/// <summary>What came of a chunk. Immutable.</summary>
/// <param name="Rows">Rows that were read, broken ones included.</param>
/// <param name="Broken">Broken rows.</param>
/// <param name="Problems">The first of them, by line, at most <see cref="BatchJob.MostProblems"/>.</param>
/// <param name="Bytes">Length of the results.</param>
public sealed record ChunkResult(int Rows, int Broken, IReadOnlyList<RowProblem> Problems, long Bytes);
