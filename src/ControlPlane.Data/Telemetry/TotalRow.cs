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

    /// <summary>Requests the agent counted and has not delivered; negative is impossible unless something was counted twice.</summary>
    public long Missing => ReportedRequests - Requests;
}
