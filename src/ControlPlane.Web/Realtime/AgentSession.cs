namespace ControlPlane.Web.Realtime;

/// <summary>Who is at the other end of a connection. Immutable.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentName">Its name for people.</param>
/// <param name="Pool">The environment it serves in.</param>
/// <param name="ConnectionId">The hub's name of the connection.</param>
/// <param name="SessionId">Nonces are valid inside it only.</param>
/// <param name="BootId">The start of the agent's process it belongs to.</param>
public sealed record AgentSession(string AgentId, string AgentName, string Pool, string ConnectionId, string SessionId, string BootId);
