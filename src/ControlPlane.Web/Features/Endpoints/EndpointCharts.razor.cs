using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>The endpoint's numbers over time, per variant; redrawn at most once a second.</summary>
public sealed partial class EndpointCharts : IDisposable
{
    private LiveQuery<IReadOnlyList<ChartPicture>>? _live;
    private (string, ChartWindow, LatencyQuantile)? _asked;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required EndpointChartsQuery Charts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>Word of the time range, from the address.</summary>
    [Parameter]
    public string? Range { get; set; }

    /// <summary>Word of the latency quantile, from the address.</summary>
    [Parameter]
    public string? Quantile { get; set; }

    private ChartWindow Window => ChartWindow.Of(Range);

    private LatencyQuantile Chosen => LatencyQuantile.Of(Quantile);

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Endpoint, Window, Chosen);
        if (_asked == wanted)
            return;

        _asked = wanted;
        _live?.Dispose();
        _live = Questions.Prepare(
                cancellation => Charts.AskAsync(Endpoint, Window, Chosen, variant => Facts.ColourOf(variant), cancellation),
                InvokeAsync,
                StateHasChanged,
                LiveQueries.ForCharts)
            .HearOf(ChangeTopic.Telemetry, Endpoint)
            .HearOf(ChangeTopic.Endpoints, Endpoint)
            .AtLeastEvery(Window.Step < TimeSpan.FromSeconds(5) ? TimeSpan.FromSeconds(5) : Window.Step);
        await _live.AskAsync();
    }

    private static string EmptySentenceOf(ChartPicture picture) => picture.Title == "Predicted labels"
        ? "No labels predicted in this time, or the versions declare no output to read."
        : "No requests in this time.";

    private void Pause() => _live?.Pause();
}
