namespace ControlPlane.Domain.Models;

/// <summary>Operators a model is written in. Immutable.</summary>
/// <param name="Domain">Empty for the standard operators.</param>
/// <param name="Version">Version of the set.</param>
public sealed record OperatorSet(string Domain, long Version);
