using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api.Resources;

/// <summary>How the agents took a change. Immutable.</summary>
internal sealed record AcknowledgementResource
{
    /// <summary>True when every reachable agent has it in force.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Agents that have it in force.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Agents that were reachable when it was published.</summary>
    public required int Awaited { get; init; }

    /// <summary>From the command to the last acknowledgement; null before the first.</summary>
    public required double? ElapsedMilliseconds { get; init; }

    /// <summary>When that was; null before the first.</summary>
    public required DateTimeOffset? LastAcknowledgedAt { get; init; }

    public required IReadOnlyList<AgentAcknowledgementResource> Agents { get; init; }

    public static AcknowledgementResource Of(Convergence convergence) => new()
    {
        IsComplete = convergence.IsComplete,
        Acknowledged = convergence.AcknowledgedCount,
        Awaited = convergence.Agents.Count,
        ElapsedMilliseconds = convergence.Elapsed?.TotalMilliseconds,
        LastAcknowledgedAt = convergence.CommandedAt + convergence.Elapsed,
        Agents = [.. convergence.Agents.Select(a => new AgentAcknowledgementResource(a.AgentId, a.AgentName, a.State, a.Elapsed?.TotalMilliseconds, a.Reason))],
    };
}
