using ControlPlane.Contracts.Routing;

namespace ControlPlane.Data.Endpoints;

/// <summary>A variant for a screen. Immutable.</summary>
/// <param name="Name">Unique at its endpoint.</param>
/// <param name="Version">Version number.</param>
/// <param name="Role">What it is.</param>
/// <param name="Weight">Set share in basis points.</param>
public sealed record VariantRow(string Name, int Version, VariantRole Role, int Weight);
