using ControlPlane.Data.Telemetry;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Who answered which share over time: the moves of a bandit, as callers met them.</summary>
public sealed partial class ShareChart : IDisposable
{
    private LiveQuery<ChartPicture>? _live;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required SeriesQueries Series { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>Begin of what is to be seen; null for the shortest window.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    public void Dispose() => _live?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(AskAsync, InvokeAsync, StateHasChanged, LiveQueries.ForCharts)
            .HearOf(ChangeTopic.Telemetry, Endpoint)
            .AtLeastEvery(TimeSpan.FromSeconds(5));
        await _live.AskAsync();
    }

    private async Task<ChartPicture> AskAsync(CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow();
        var window = ChartWindow.All.FirstOrDefault(w => Since is null || now - Since <= w.Length) ?? ChartWindow.All[^1];
        var (from, to) = window.BoundsAt(now);
        var rows = await Series.SeriesAsync(Endpoint, from, to, window.Step, cancellation);
        return new ChartPicture
        {
            Title = "Share of requests by arm",
            Unit = ChartUnit.Fraction,
            From = from,
            To = to,
            Times = rows.Count == 0 ? [] : [.. rows[0].Points.Select(p => p.At)],
            Series = [.. rows.Select((row, index) => new ChartSeries(row.Variant, Facts.ColourOf(row.Variant), ChartDash.Of(index), SharesOf(rows, index)))],
        };
    }

    private static double?[] SharesOf(IReadOnlyList<SeriesRow> rows, int index) =>
        [.. rows[index].Points.Select((point, at) => rows.Sum(r => r.Points[at].Requests ?? 0) is > 0 and var all ? (point.Requests ?? 0) / (double)all : (double?)null)];
}
