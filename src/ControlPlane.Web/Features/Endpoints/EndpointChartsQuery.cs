using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Web.Components.Charts;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Reads the charts of one endpoint.</summary>
public sealed class EndpointChartsQuery(SeriesQueries series, EndpointQueries endpoints, TimeProvider clock)
{
    private const int MostMarks = 100;

    /// <summary>Reads them for a window up to now.</summary>
    public async Task<IReadOnlyList<ChartPicture>> AskAsync(
        string endpoint, ChartWindow window, LatencyQuantile quantile, Func<string, string> colourOf, CancellationToken cancellation)
    {
        var bounds = window.BoundsAt(clock.GetUtcNow());
        var rows = await series.SeriesAsync(endpoint, bounds.From, bounds.To, window.Step, cancellation);
        var history = await endpoints.HistoryAsync(endpoint, new HistoryPage(Size: MostMarks), cancellation);
        return EndpointPictures.Of(rows, history, colourOf, bounds, window.Step, quantile);
    }
}
