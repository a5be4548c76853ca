using ControlPlane.Data.Telemetry;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Measurements of an endpoint over time. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="StepSeconds">Length of each step.</param>
/// <param name="Series">One per variant and version; a step without data is a point of nulls.</param>
internal sealed record SeriesResource(string Endpoint, DateTimeOffset From, DateTimeOffset To, int StepSeconds, IReadOnlyList<SeriesRow> Series);
