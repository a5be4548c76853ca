namespace ControlPlane.Data.Models;

/// <summary>An alias for a screen. Immutable.</summary>
/// <param name="Name">Unique within the model.</param>
/// <param name="Version">Number of the version it points at.</param>
/// <param name="ChangedAt">When it was last moved.</param>
public sealed record AliasRow(string Name, int Version, DateTimeOffset ChangedAt);
