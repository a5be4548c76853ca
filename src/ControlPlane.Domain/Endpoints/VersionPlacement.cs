namespace ControlPlane.Domain.Endpoints;

/// <summary>Which agents hold a version ready. Immutable.</summary>
/// <param name="Version">Version number.</param>
/// <param name="OnlyAgents">Ids of the only agents that do; null means all, empty means none.</param>
/// <param name="ExceptAgents">Ids of agents that do not.</param>
public sealed record VersionPlacement(int Version, IReadOnlyList<string>? OnlyAgents = null, IReadOnlyList<string>? ExceptAgents = null);
