namespace ControlPlane.Contracts.Telemetry;

/// <summary>Totals of one variant since the agent's start: what the sum of its buckets must equal. Immutable.</summary>
/// <param name="Endpoint">The endpoint asked.</param>
/// <param name="Variant">The variant that answered.</param>
/// <param name="Requests">Requests, answered or failed.</param>
/// <param name="Errors">Failed requests.</param>
public sealed record LifetimeCounter(string Endpoint, string Variant, long Requests, long Errors);
