using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Features.Evidence;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What is known of an endpoint's variants now, and what the rollout under way makes of it. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="From">Begin of the evidence: that of the present traffic, or 15 minutes ago without a rollout.</param>
/// <param name="To">End of it: now.</param>
/// <param name="Completeness">How much of what agents counted since has arrived.</param>
/// <param name="Variants">One per variant and version with requests or feedback.</param>
/// <param name="Verdicts">What the rollout under way compares; null without one, or while nothing was compared.</param>
internal sealed record EvidenceResource(
    string Endpoint, DateTimeOffset From, DateTimeOffset To, Completeness Completeness, IReadOnlyList<VariantEvidenceResource> Variants, EvidenceVerdicts? Verdicts)
{
    /// <summary>Why nothing counts as evidence yet; null when it does.</summary>
    public string? Waiting { get; init; }
}
