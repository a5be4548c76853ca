namespace ControlPlane.Domain.Jobs;

/// <summary>A part of an input that begins and ends with a row. Immutable.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="FirstLine">Line of its first row, from 1.</param>
/// <param name="Rows">Rows in it.</param>
public sealed record ChunkRange(long Offset, long Length, long FirstLine, int Rows);
