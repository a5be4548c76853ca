using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>How far one commanded change of a routing table has come on the agents of its pool. Immutable; ask again for news.</summary>
public sealed record Convergence
{
    /// <summary>The pool whose agents take the table.</summary>
    public required string Pool { get; init; }

    /// <summary>The table that carries the change.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>The changed endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The endpoint's route revision that agents must have in force.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>When the command arrived: the click or the request.</summary>
    public required DateTimeOffset CommandedAt { get; init; }

    /// <summary>When its transaction was committed.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>One per agent that was reachable when the table was published, by name; agents that were not are not waited for.</summary>
    public required IReadOnlyList<AgentConvergence> Agents { get; init; }

    /// <summary>True when every awaited agent that is still reachable has it in force; true at once when no agent was reachable.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>From command to the last acknowledgement so far; null before the first.</summary>
    public required TimeSpan? Elapsed { get; init; }

    /// <summary>How many agents have it in force.</summary>
    public int AcknowledgedCount => Agents.Count(a => a.State == ConvergenceState.InForce);
}
