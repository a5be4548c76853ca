namespace ControlPlane.Web.Features.Agents;

/// <summary>An agent that is no member any more. Immutable.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its name for people.</param>
public sealed record RemovedAgent(string AgentId, string Name);
