using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Components.Splits;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>One rollout: where it stands in a sentence, its steps, its evidence, and the verbs.</summary>
public sealed partial class RolloutPage : IDisposable
{
    private LiveQuery<RolloutScreen>? _live;
    private string? _askedId;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required RolloutScreenQuery Screens { get; init; }

    [Inject]
    public required RolloutActions Actions { get; init; }

    [Inject]
    public required EndpointActions EndpointActions { get; init; }

    [Inject]
    public required CircuitClock Clock { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "latency")]
    public string? Quantile { get; set; }

    private RolloutScreen Screen => _live?.Answer ?? RolloutScreen.Absent;

    private Rollout? Rollout => Screen.Rollout;

    private EndpointFacts? Facts => Screen.Endpoint.Facts;

    private DateTimeOffset Now => Clock.Now;

    private string Title => Rollout is null ? "Rollout" : RolloutTitle.Of(Rollout);

    private string? WhyNoSplit => SplitByHand.WhyNot(Rollout!);

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_askedId == Id)
            return;

        _askedId = Id;
        _live?.Dispose();
        _live = Questions.Prepare(cancellation => Screens.AskAsync(Id, cancellation), InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Rollouts)
            .HearOf(ChangeTopic.Endpoints)
            .HearOf(ChangeTopic.Agents)
            .AtLeastEvery(TimeSpan.FromSeconds(2));
        await _live.AskAsync();
    }

    private async Task<Refusal?> AskAsync(RolloutVerb verb, string reason)
    {
        var outcome = await Actions.AskAsync(Id, verb, Rollout!.Step, reason);
        if (outcome.IsAccepted && outcome.Value.Rollout.Id != Id)
            Navigation.NavigateTo($"/rollouts/{outcome.Value.Rollout.Id}");
        else
            await _live!.AskAsync();
        return outcome.Refusal;
    }

    private async Task<Refusal?> ApplyAsync(SplitProposal proposal)
    {
        var outcome = await EndpointActions.ChangeSplitAsync(Rollout!.Endpoint, proposal);
        await _live!.AskAsync();
        return outcome.Refusal;
    }

    private async Task<Refusal?> RollBackAsync()
    {
        var outcome = await EndpointActions.RollBackAsync(Rollout!.Endpoint);
        await _live!.AskAsync();
        return outcome.Refusal;
    }

    private async Task UndoAsync()
    {
        await EndpointActions.UndoAsync(Rollout!.Endpoint);
        await _live!.AskAsync();
    }
}
