using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// A table of the pool, kept and acknowledged whole, and what it says to this agent, which is all that is prepared and served here. Immutable.
/// </summary>
internal sealed class AcceptedTable(SealedRoutingTable whole, string agentId)
{
    /// <summary>As it was sealed.</summary>
    public SealedRoutingTable Whole { get; } = whole;

    /// <summary>This agent's view of it; made once, so that a routing that stays is the same object.</summary>
    public RoutingTable View { get; } = AgentView.Of(whole.Table, agentId);
}
