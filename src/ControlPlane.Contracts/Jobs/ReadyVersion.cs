namespace ControlPlane.Contracts.Jobs;

/// <summary>A version that an agent holds ready. Immutable.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Version number, from 1.</param>
public sealed record ReadyVersion(string Model, int Version);
