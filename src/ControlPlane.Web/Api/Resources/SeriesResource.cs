using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Measurements of an endpoint over time. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="StepSeconds">Length of each step.</param>
/// <param name="Completeness">How much of what agents counted in this time has arrived.</param>
/// <param name="Series">One per variant and version, and per route revision where that was asked for.</param>
internal sealed record SeriesResource(
    string Endpoint, DateTimeOffset From, DateTimeOffset To, int StepSeconds, Completeness Completeness, IReadOnlyList<VariantSeriesResource> Series);
