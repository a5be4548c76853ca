namespace ControlPlane.Domain.Endpoints;

/// <summary>What a person wants of one variant in a split. Immutable.</summary>
/// <param name="Version">Version number of the endpoint's model.</param>
/// <param name="Weight">Basis points, 0 to 10,000.</param>
/// <param name="Name">Null means <c>v{version}</c>.</param>
public sealed record VariantShare(int Version, int Weight, string? Name = null);
