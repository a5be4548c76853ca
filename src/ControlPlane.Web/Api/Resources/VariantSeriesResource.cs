using ControlPlane.Data.Telemetry;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Measurements of one variant over time. Immutable.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Version">Its version.</param>
/// <param name="RouteRevision">The route revision that routed all of it; null when all revisions are together.</param>
/// <param name="Points">Ascending, without holes, the same steps for every variant; a step without data is a point of nulls.</param>
internal sealed record VariantSeriesResource(string Variant, int Version, long? RouteRevision, IReadOnlyList<SeriesPointResource> Points)
{
    /// <summary>The series of one variant.</summary>
    /// <param name="row">What was counted.</param>
    /// <param name="starts">Start of each step.</param>
    /// <param name="arrived">How much of each step has arrived; empty when it is not known.</param>
    /// <param name="drift">How far each step lay from the reference.</param>
    public static VariantSeriesResource Of(WindowSeriesRow row, IReadOnlyList<DateTimeOffset> starts, IReadOnlyList<double> arrived, IReadOnlyList<double?> drift) => new(
        row.Variant, row.Version, row.RouteRevision,
        [.. row.Windows.Select((window, index) => SeriesPointResource.Of(window, starts[index], arrived.Count == 0 ? null : arrived[index], drift[index]))]);
}
