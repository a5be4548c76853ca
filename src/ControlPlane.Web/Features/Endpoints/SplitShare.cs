namespace ControlPlane.Web.Features.Endpoints;

/// <summary>One variant's share of a traffic split. Immutable.</summary>
/// <param name="Version">Version of the endpoint's model.</param>
/// <param name="Weight">Basis points, 0 to 10,000; a variant at 0 is kept loaded and ready.</param>
/// <param name="Name">Name of the variant; null keeps the name of the variant with this version, or <c>v{version}</c>.</param>
public sealed record SplitShare(int Version, int Weight, string? Name = null);
