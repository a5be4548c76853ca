namespace ControlPlane.Web.Api.Resources;

/// <summary>What labels say about the versions of an endpoint. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="From">Inclusive, by the time of the answers.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Versions">One per variant and version that answered callers, the champion first.</param>
internal sealed record EndpointQualityResource(string Endpoint, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<QualityResource> Versions);
