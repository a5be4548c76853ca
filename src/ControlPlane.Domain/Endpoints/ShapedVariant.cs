using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Endpoints;

/// <summary>One variant of a shape. Immutable.</summary>
/// <param name="Name">Unique at the endpoint.</param>
/// <param name="Version">Version number.</param>
/// <param name="Role">What it is.</param>
/// <param name="Weight">Basis points; 0 for shadows.</param>
public sealed record ShapedVariant(string Name, int Version, VariantRole Role, int Weight);
