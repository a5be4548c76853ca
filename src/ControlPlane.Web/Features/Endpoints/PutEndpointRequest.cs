using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What an endpoint should be; it comes into being when there is none of that name. Immutable.</summary>
/// <param name="Draft">The wish. Another stable version than now promotes it: the one before is remembered.</param>
/// <param name="ExpectedVersion">The concurrency version the caller saw, 0 for "must not exist"; null to overwrite whatever is there.</param>
/// <param name="Reason">For the history; empty when nothing was said.</param>
public sealed record PutEndpointRequest(EndpointDraft Draft, long? ExpectedVersion = null, string Reason = "");
