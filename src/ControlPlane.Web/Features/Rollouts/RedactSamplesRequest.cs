namespace ControlPlane.Web.Features.Rollouts;

/// <summary>A wish to remove recorded outputs. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="RequestId">The request whose outputs go; null for all.</param>
/// <param name="Reason">Why; empty when nothing was said.</param>
public sealed record RedactSamplesRequest(string Endpoint, string? RequestId = null, string Reason = "");
