using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>The newest copy of a bucket, kept for as long as a newer one may come. Its key is the bucket's identity.</summary>
internal sealed class ReceivedBucket : SeriesMeasures
{
    public required string AgentId { get; init; }

    public required string BootId { get; init; }

    /// <summary>Unix seconds by the agent's clock.</summary>
    public required long Start { get; init; }

    public required string Endpoint { get; init; }

    public required string Variant { get; init; }

    public required long RouteRevision { get; init; }

    public int Version { get; set; }

    /// <summary>Length of the span in seconds.</summary>
    public int Seconds { get; set; }

    /// <summary>The bucket's own revision.</summary>
    public int Revision { get; set; }

    /// <summary>What the newest copy says of input features; empty in most buckets.</summary>
    public IReadOnlyList<FeatureSummary> Features { get; set; } = [];

    /// <summary>True when the agent's clock was so far off that the bucket counts in totals only. Decided by the first copy.</summary>
    public bool IsOutOfTime { get; init; }

    /// <summary>Seconds that put <see cref="Start"/> right when the agent's clock is wrong, else 0. Decided by the first copy, so that a newer one is taken from where the older was added.</summary>
    public long Shift { get; init; }

    /// <summary>Unix seconds by this control plane's clock, or nearly: where the bucket is summed.</summary>
    public long SummedAt => Start + Shift;

    /// <summary>Takes a newer copy.</summary>
    public void Replace(TelemetryBucket bucket)
    {
        Version = bucket.Version;
        Seconds = bucket.Seconds;
        Revision = bucket.Revision;
        Features = bucket.Features;
        Take(bucket);
    }
}
