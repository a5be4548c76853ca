namespace ControlPlane.AgentHost.Telemetry;

/// <summary>How much undelivered telemetry may take. Immutable.</summary>
internal sealed record TelemetryLimits
{
    /// <summary>A segment is closed above this, bytes of JSON.</summary>
    public long SegmentBytes { get; init; } = 256 * 1024;

    /// <summary>Most that is held in memory, bytes of JSON; objects take about twice that.</summary>
    public long MemoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most that lies on the disk, bytes.</summary>
    public long DiskBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Above this, buckets are folded, bytes on disk.</summary>
    public long FoldAboveBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most that is folded at once, bytes.</summary>
    public long FoldGroupBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Spans to fold to, one after the other, seconds.</summary>
    public IReadOnlyList<int> FoldSpans { get; init; } = [60, 3_600];
}
