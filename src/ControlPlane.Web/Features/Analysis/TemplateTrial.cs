using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>What a template would say now: each check measured once, without any rollout. Immutable.</summary>
/// <param name="Endpoint">The endpoint it was tried on.</param>
/// <param name="Challenger">The variant that was measured.</param>
/// <param name="ComparedWith">The variant it was compared with; the same one while nothing challenges it.</param>
/// <param name="Checks">Every check with its measurement, in the template's order.</param>
public sealed record TemplateTrial(string Endpoint, string Challenger, string ComparedWith, IReadOnlyList<(MetricCheck Check, Measurement Measurement)> Checks);
