namespace ControlPlane.AgentHost.Connection;

/// <summary>What stays the same for the life of the process. Immutable.</summary>
/// <param name="BootId">New at each start.</param>
/// <param name="AgentVersion">The program's version.</param>
/// <param name="ListenUrl">Where callers reach it.</param>
internal sealed record SelfDescription(string BootId, string AgentVersion, string ListenUrl);
