using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>A bandit: its arms and what is believed of them, how weights moved, what it earned and cost, and the hand that holds the weights.</summary>
public sealed partial class BanditPanel : IDisposable
{
    private LiveQuery<Found<BanditScreen>> _live = null!;
    private ChartPicture? _weights;
    private string? _problem;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required BanditScreenQuery Bandits { get; init; }

    [Inject]
    public required RolloutActions Actions { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>What arms did since it began.</summary>
    [Parameter]
    public IReadOnlyList<WindowRow> Window { get; set; } = [];

    private BanditScreen? Screen => _live.Answer?.Row;

    private bool CanFreeze => Rollout is { IsTerminal: false, CurrentStep: BanditStep, Phase: RolloutPhase.Progressing or RolloutPhase.Paused };

    private string ForWhom => BanditAnswers.ForWhom(Screen!, OfVersion(BanditAnswers.Shown(Screen!).Version), OfVersion(BanditAnswers.Against(Screen!).Version));

    private string WeightsInWords => string.Join(", ", Facts.Endpoint.Variants.Where(v => v.Weight > 0).Select(v => $"{v.Name} {Wording.Share(v.Weight)}"));

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(AskAsync, InvokeAsync, StateHasChanged, LiveQueries.ForCharts)
            .HearOf(ChangeTopic.Rollouts)
            .AtLeastEvery(TimeSpan.FromSeconds(2));
        await _live.AskAsync();
    }

    private async Task<Found<BanditScreen>> AskAsync(CancellationToken cancellation)
    {
        var found = await Bandits.AskAsync(Rollout.Id, cancellation);

        // The chart tells by reference whether there is something new to draw.
        _weights = found.Row is { Weights.Count: > 0 } screen ? WeightPicture.Of(new ArmLook(screen, Facts)) : null;
        if (found.Row is { IsSettled: true })
            _live.Rest();
        return found;
    }

    private VariantEvidence OfVersion(int version) => Window.FirstOrDefault(w => w.Version == version) is { } row ? RecordedEvidence.Of(row) : VariantEvidence.None;

    private Task FreezeAsync(string reason) => DoAsync(RolloutVerb.Freeze, reason);

    private Task UnfreezeAsync() => DoAsync(RolloutVerb.Unfreeze, "");

    private async Task DoAsync(RolloutVerb verb, string reason)
    {
        _problem = (await Actions.AskAsync(Rollout.Id, verb, reason: reason)).Refusal?.Sentence;
        await _live.AskAsync();
    }
}
