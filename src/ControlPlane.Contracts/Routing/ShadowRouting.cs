namespace ControlPlane.Contracts.Routing;

/// <summary>A variant that receives copies of answered requests. Immutable.</summary>
/// <param name="Variant">Name of a variant with the role shadow.</param>
/// <param name="SampleShare">Share of requests to copy, in basis points, 1 to 10,000; apart from the traffic split.</param>
public sealed record ShadowRouting(string Variant, int SampleShare);
