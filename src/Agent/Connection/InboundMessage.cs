using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>One call of the control plane; exactly one of the two is there. Immutable.</summary>
/// <param name="Offer">A table.</param>
/// <param name="Goodbye">The end.</param>
internal sealed record InboundMessage(RoutingTableOffer? Offer = null, GoodbyeMessage? Goodbye = null);
