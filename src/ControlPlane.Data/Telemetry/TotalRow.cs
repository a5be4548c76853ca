using ControlPlane.Domain.Agents;

namespace ControlPlane.Data.Telemetry;

/// <summary>The exactness check: what was summed here beside what the agent counted. Immutable.</summary>
public sealed record TotalRow
{
    public required AgentId Agent { get; init; }

    public required string BootId { get; init; }

    public required string Endpoint { get; init; }

    public required string Variant { get; init; }

    /// <summary>Sum of the buckets delivered.</summary>
    public required long Requests { get; init; }

    /// <summary>Sum of the buckets delivered.</summary>
    public required long Errors { get; init; }

    /// <summary>Sum of the buckets delivered.</summary>
    public required long Diverted { get; init; }

    /// <summary>The agent's lifetime count when it made its newest batch.</summary>
    public required long ReportedRequests { get; init; }

    /// <summary>The agent's lifetime count when it made its newest batch.</summary>
    public required long ReportedErrors { get; init; }

    /// <summary>What the agent says it had to throw away.</summary>
    public required long DroppedRequests { get; init; }

    /// <summary>What the agent says it had to throw away.</summary>
    public required long DroppedErrors { get; init; }

    /// <summary>Requests the agent counted, did not throw away, and has not delivered; below 0 only if something was counted twice.</summary>
    public long Missing => ReportedRequests - DroppedRequests - Requests;
}
