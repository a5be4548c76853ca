namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Removes an endpoint: its callers get 404 from then on. Immutable.</summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="ExpectedVersion">The concurrency version the caller saw; null to remove whatever is there.</param>
/// <param name="Reason">For the history; empty when nothing was said.</param>
public sealed record DeleteEndpointRequest(string Endpoint, long? ExpectedVersion = null, string Reason = "");
