using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>The whole traffic split of an endpoint. Immutable.</summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="Variants">Every variant that should be there; weights sum to exactly 10,000 basis points, a variant at 0 is kept loaded and ready.</param>
/// <param name="ExpectedVersion">The concurrency version the caller saw; null to overwrite whatever is there.</param>
/// <param name="Reason">For the history; empty when nothing was said.</param>
public sealed record ChangeSplitRequest(string Endpoint, IReadOnlyList<VariantShare> Variants, long? ExpectedVersion = null, string Reason = "");
