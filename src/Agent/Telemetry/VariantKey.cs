namespace ControlPlane.AgentHost.Telemetry;

/// <summary>What counts of a variant are kept apart by: a variant that a new routing changes starts a new row of counts.</summary>
/// <param name="Endpoint">The endpoint asked.</param>
/// <param name="Variant">The variant that answered.</param>
/// <param name="Version">Its version.</param>
/// <param name="RouteRevision">The endpoint's routing in force.</param>
public readonly record struct VariantKey(string Endpoint, string Variant, int Version, long RouteRevision);
