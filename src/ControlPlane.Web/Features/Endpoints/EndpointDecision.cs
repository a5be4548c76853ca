using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What a command decided about an endpoint, before it is saved. Immutable.</summary>
/// <param name="Endpoint">The endpoint as it is to be saved.</param>
/// <param name="Change">What happened to it.</param>
public readonly record struct EndpointDecision(InferenceEndpoint Endpoint, EndpointChange Change);
