namespace ControlPlane.AgentHost.Connection;

/// <summary>What the data folder says about who this agent is.</summary>
/// <param name="Document">Null when it has not joined yet.</param>
internal sealed record IdentityLookup(IdentityDocument? Document);
