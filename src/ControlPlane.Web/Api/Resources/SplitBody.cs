using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /endpoints/{endpoint}/split</c>. Immutable.</summary>
/// <param name="Variants">Every variant that should be there; weights sum to exactly 10,000 basis points.</param>
/// <param name="Reason">For the history.</param>
internal sealed record SplitBody(IReadOnlyList<VariantShare> Variants, string Reason = "");
