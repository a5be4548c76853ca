namespace ControlPlane.Web.Features.Agents;

/// <summary>Ends an agent's membership: its credential is refused from then on and its connection closed. Immutable.</summary>
/// <param name="AgentId">The agent.</param>
public sealed record RemoveAgentRequest(string AgentId);
