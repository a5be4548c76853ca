using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>What one variant did on one boot of one agent, ever: the sum of its buckets, and what the agent itself counted.</summary>
internal sealed class VariantTotal
{
    public required string AgentId { get; init; }

    public required string BootId { get; init; }

    public required string Endpoint { get; init; }

    public required string Variant { get; init; }

    public long Requests { get; set; }

    public long Errors { get; set; }

    public long Diverted { get; set; }

    /// <summary>The agent's own count. It only grows, so the largest one heard is the newest.</summary>
    public long ReportedRequests { get; set; }

    public long ReportedErrors { get; set; }

    /// <summary>What the agent says it threw away. It only grows, too.</summary>
    public long DroppedRequests { get; set; }

    public long DroppedErrors { get; set; }

    /// <summary>Adds <paramref name="sign"/> times a copy of a bucket.</summary>
    public void Add(ReceivedBucket bucket, int sign)
    {
        Requests += sign * bucket.Requests;
        Errors += sign * bucket.Errors;
        Diverted += sign * bucket.Diverted;
    }

    /// <summary>Takes the agent's own count, unless a newer one was heard.</summary>
    public void TakeReported(LifetimeCounter counter)
    {
        ReportedRequests = Math.Max(ReportedRequests, counter.Requests);
        ReportedErrors = Math.Max(ReportedErrors, counter.Errors);
    }

    /// <summary>Takes what the agent threw away, unless a newer count was heard.</summary>
    public void TakeDropped(LifetimeCounter counter)
    {
        DroppedRequests = Math.Max(DroppedRequests, counter.Requests);
        DroppedErrors = Math.Max(DroppedErrors, counter.Errors);
    }
}
