namespace ControlPlane.Web.Components;

/// <summary>One variant's part of a stacked bar.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Colour">CSS class of <see cref="VariantColour"/>.</param>
/// <param name="SetWeight">The share we want, in basis points.</param>
/// <param name="ActualWeight">The share callers got, in basis points; null when there was no traffic to tell.</param>
public sealed record BarShare(string Name, string Colour, int SetWeight, int? ActualWeight);
