using ControlPlane.Data.Endpoints;

namespace ControlPlane.Web.Api.Resources;

/// <summary>The traffic split of an endpoint. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="Variants">In their fixed order.</param>
/// <param name="RouteRevision">The endpoint's route revision.</param>
/// <param name="ConcurrencyVersion">The number in the ETag.</param>
internal sealed record SplitResource(string Endpoint, IReadOnlyList<VariantRow> Variants, long RouteRevision, long ConcurrencyVersion);
