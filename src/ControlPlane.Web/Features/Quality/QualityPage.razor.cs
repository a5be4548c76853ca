using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>How good each version's answers were, by the labels that came back, and what their mistakes cost. The time range is in the address.</summary>
public sealed partial class QualityPage : IDisposable
{
    // Labels come late: a window that is as short as that of other charts would often hold none.
    private static readonly ChartWindow Usual = ChartWindow.Of("24h");
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private LiveQuery<Found<QualityScreen>>? _live;
    private string? _askedName;
    private ChartWindow? _askedWindow;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required QualityQuery Query { get; init; }

    [Inject]
    public required EndpointActions Actions { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    private ChartWindow Window => ChartWindow.Of(Range, Usual);

    private QualityScreen? Screen => _live?.Answer?.Row;

    private string Summary => Screen is { } screen ? QualityText.Summary(screen.Versions) : "How good the answers are, by the labels that came back.";

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_askedName == Name && _askedWindow == Window)
            return;

        var isSame = _askedName == Name;
        (_askedName, _askedWindow) = (Name, Window);
        if (!isSame)
            Subscribe();
        await _live!.AskAsync();
    }

    // The window is read when it asks: picking another one keeps the question, and with it what is typed into the forms below.
    private void Subscribe()
    {
        _live?.Dispose();
        _live = Questions.Prepare(cancellation => Query.AskAsync(Name, Window, cancellation), InvokeAsync, StateHasChanged, Interval)
            .HearOf(ChangeTopic.Telemetry, Name)
            .HearOf(ChangeTopic.Endpoints, Name)
            .AtLeastEvery(TimeSpan.FromSeconds(10));
    }

    private Task<Refusal?> SaveCostsAsync(IReadOnlyList<MistakeCost> costs) => SaveAsync(settings => settings with { MistakeCosts = costs });

    private Task<Refusal?> SaveLimitsAsync(RewardLimits? limits) => SaveAsync(settings => settings with { RewardLimits = limits });

    private async Task<Refusal?> SaveAsync(Func<EndpointSettings, EndpointSettings> change)
    {
        var refusal = await Actions.ChangeSettingsAsync(Screen!.Facts.Endpoint, change);
        await _live!.AskAsync();
        return refusal;
    }
}
