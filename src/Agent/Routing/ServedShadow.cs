namespace ControlPlane.AgentHost.Routing;

/// <summary>A variant that receives copies of answered requests. Immutable.</summary>
/// <param name="Variant">The shadow; its model may be missing here.</param>
/// <param name="SampleShare">Share of requests to copy, in basis points.</param>
internal sealed record ServedShadow(ServedVariant Variant, int SampleShare);
