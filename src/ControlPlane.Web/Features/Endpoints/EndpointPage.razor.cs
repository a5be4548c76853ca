using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Schedules;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Components.Splits;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>One endpoint: its state in a sentence, who gets which share, what that does, and the way back.</summary>
public sealed partial class EndpointPage : IDisposable
{
    private LiveQuery<EndpointScreen>? _live;
    private string? _askedName;
    private long? _askedBefore;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required EndpointScreenQuery Screens { get; init; }

    [Inject]
    public required EndpointActions Actions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "latency")]
    public string? Quantile { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    private EndpointScreen Screen => _live?.Answer ?? EndpointScreen.Absent;

    private EndpointFacts? Facts => Screen.Facts;

    public void Dispose() => _live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_askedName == Name && _askedBefore == Before)
            return;

        var isSame = _askedName == Name;
        _askedName = Name;
        _askedBefore = Before;
        if (!isSame)
            Subscribe();
        await _live!.AskAsync();
    }

    private void Subscribe()
    {
        _live?.Dispose();
        _live = Questions.Prepare(cancellation => Screens.AskAsync(Name, Before, cancellation), InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Endpoints, Name)
            .HearOf(ChangeTopic.Rollouts, Name)
            .HearOf(ChangeTopic.Agents)
            .HearOf(ChangeTopic.Drift, Name)
            .HearOf(ChangeTopic.Telemetry, Name)
            .AtLeastEvery(TimeSpan.FromSeconds(5));
    }

    private async Task<Refusal?> ApplyAsync(SplitProposal proposal)
    {
        var outcome = await Actions.ChangeSplitAsync(Name, proposal);
        await _live!.AskAsync();
        return outcome.Refusal;
    }

    private async Task<Refusal?> RollBackAsync()
    {
        var outcome = await Actions.RollBackAsync(Name);
        await _live!.AskAsync();
        return outcome.Refusal;
    }

    private async Task UndoAsync()
    {
        await Actions.UndoAsync(Name);
        await _live!.AskAsync();
    }

    private async Task PromoteAsync(int version)
    {
        var endpoint = Facts!.Endpoint;
        await Actions.PutAsync(new PutEndpointRequest(
            new EndpointDraft { Name = Name, Pool = endpoint.Pool, Model = endpoint.Model, StableVersion = version, Settings = endpoint.Settings },
            endpoint.ConcurrencyVersion));
        await _live!.AskAsync();
    }

    private async Task<Refusal?> SaveScheduleAsync(ChangeSchedule schedule)
    {
        var refusal = await Actions.ChangeSettingsAsync(Facts!.Endpoint, settings => settings with { Schedule = schedule == ChangeSchedule.Always ? null : schedule });
        await _live!.AskAsync();
        return refusal;
    }

    private async Task DeleteAsync()
    {
        if ((await Actions.DeleteAsync(Name, Facts!.Endpoint.ConcurrencyVersion)).IsAccepted)
            Navigation.NavigateTo("/");
    }
}
