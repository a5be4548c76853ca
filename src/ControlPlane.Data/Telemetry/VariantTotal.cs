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

    /// <summary>The agent's own count, as of <see cref="ReportedSequence"/>.</summary>
    public long ReportedRequests { get; set; }

    public long ReportedErrors { get; set; }

    /// <summary>Sequence of the batch that carried the agent's counts; 0 before any.</summary>
    public long ReportedSequence { get; set; }
}
