namespace ControlPlane.Web.Components.Splits;

/// <summary>One variant of a split that is being drafted. Immutable.</summary>
/// <param name="Name">Name of the variant, unique in the split.</param>
/// <param name="Version">The version it serves.</param>
/// <param name="Weight">Its share in basis points.</param>
/// <param name="IsStable">Whether it serves the stable version, which takes the rest.</param>
/// <param name="Colour">CSS class of <see cref="VariantColour"/>.</param>
/// <param name="IsLocked">Whether its weight stays as it is while others move.</param>
public sealed record SplitRow(string Name, int Version, int Weight, bool IsStable, string Colour, bool IsLocked = false);
