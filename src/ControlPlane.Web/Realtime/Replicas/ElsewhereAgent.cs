namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>An agent that is connected to another replica. Immutable.</summary>
/// <param name="AgentId">Its id.</param>
/// <param name="AgentName">Its name for people.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Replica">Name of the replica.</param>
public sealed record ElsewhereAgent(string AgentId, string AgentName, string Pool, string Replica);
