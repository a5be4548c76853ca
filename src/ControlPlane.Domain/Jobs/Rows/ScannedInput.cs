namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>An input, cut. Immutable.</summary>
/// <param name="Header">Names of the columns; empty for JSON lines.</param>
/// <param name="Chunks">Its parts, in order; at least one.</param>
public sealed record ScannedInput(IReadOnlyList<string> Header, IReadOnlyList<ChunkRange> Chunks);
