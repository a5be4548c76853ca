using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>Counts of a span that only a window shows, not a chart; kept as one JSON column, because they are read and written whole. Immutable.</summary>
internal sealed record MeasureDetails
{
    public static MeasureDetails Empty { get; } = new();

    public IReadOnlyList<long> Scores { get; init; } = [];

    public IReadOnlyDictionary<string, long> Segments { get; init; } = Counts.None;

    public IReadOnlyDictionary<string, long> SegmentErrors { get; init; } = Counts.None;

    public IReadOnlyDictionary<string, long> Rules { get; init; } = Counts.None;

    /// <summary>Copies for a shadow that were dropped.</summary>
    public long DroppedCopies { get; init; }

    /// <summary>Compact form of <see cref="CellCounts"/>, of spans that were not tripped; null when nothing was counted.</summary>
    public byte[]? Cells { get; init; }

    public long CpuMicroseconds { get; init; }

    /// <summary>Null for variants that answer callers.</summary>
    public ShadowComparison? Comparison { get; init; }
}
