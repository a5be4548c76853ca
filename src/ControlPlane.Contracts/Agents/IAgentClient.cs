namespace ControlPlane.Contracts.Agents;

/// <summary>What the control plane may call on an agent.</summary>
public interface IAgentClient
{
    /// <summary>A table should be in force.</summary>
    Task Offer(RoutingTableOffer offer);

    /// <summary>The connection is about to be closed on purpose.</summary>
    Task Goodbye(GoodbyeMessage message);
}
