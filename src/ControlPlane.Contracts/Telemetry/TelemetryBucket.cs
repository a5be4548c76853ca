namespace ControlPlane.Contracts.Telemetry;

/// <summary>
/// What one variant did on one agent in one second, as absolute totals: sending it again changes nothing.
/// Its identity is agent, boot, <see cref="Start"/>, <see cref="Endpoint"/>, <see cref="Variant"/> and <see cref="RouteRevision"/>;
/// of several copies the one with the highest <see cref="Revision"/> holds. Immutable.
/// </summary>
public sealed record TelemetryBucket
{
    /// <summary>Start of the span, Unix seconds by the agent's clock.</summary>
    public required long Start { get; init; }

    /// <summary>Length of the span, seconds; 1 unless an outage made the agent merge.</summary>
    public int Seconds { get; init; } = 1;

    /// <summary>The endpoint asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The variant that answered.</summary>
    public required string Variant { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The endpoint's routing in force.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>Rises whenever the totals below change, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Requests decided to this variant by the split or a rule, answered or failed.</summary>
    public required long Requests { get; init; }

    /// <summary>Failed requests by class; absent classes are 0.</summary>
    public IReadOnlyDictionary<ErrorClass, long> Errors { get; init; } = new Dictionary<ErrorClass, long>();

    /// <summary>Requests meant for this variant that the stable one answered because this version is refused on the agent.</summary>
    public long Diverted { get; init; }

    /// <summary>Copies meant for this shadow that were dropped because its queue was full or they were too old; 0 for variants that answer.</summary>
    public long DroppedCopies { get; init; }

    /// <summary>Latencies in milliseconds of answered requests, see <see cref="LatencySketch.ToBytes"/>; null when none was answered.</summary>
    public byte[]? Latency { get; init; }

    /// <summary>What was predicted.</summary>
    public OutputSummary Outputs { get; init; } = new();

    /// <summary>Requests by value of each segment attribute, keyed <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, long> Segments { get; init; } = new Dictionary<string, long>();

    /// <summary>Failed requests that are not the caller's fault, by value of each segment attribute, keyed <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, long> SegmentErrors { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests and failures by assignment cell, see <see cref="CellCounts.ToBytes"/>; null when there was no request, and for shadows.</summary>
    public byte[]? Cells { get; init; }

    /// <summary>Processor time of answered requests inside the model, microseconds.</summary>
    public long CpuMicroseconds { get; init; }

    /// <summary>
    /// What input features looked like in a uniform sample of rows, counted since the bucket of this variant that carried them before;
    /// empty in most buckets, about one in ten seconds carries them.
    /// </summary>
    public IReadOnlyList<FeatureSummary> Features { get; init; } = [];

    /// <summary>The shadow's answers against those callers got; null for variants that answer.</summary>
    public ShadowComparison? Comparison { get; init; }

    /// <summary>Requests by id of the rule that matched; requests of the default split are not listed.</summary>
    public IReadOnlyDictionary<string, long> Rules { get; init; } = new Dictionary<string, long>();

    /// <summary>True while a guard on the agent diverted this variant; such spans are no evidence.</summary>
    public bool IsTripped { get; init; }
}
