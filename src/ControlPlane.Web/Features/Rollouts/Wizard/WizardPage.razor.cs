using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>From a version to a started rollout: what, how, in which steps, and what will happen. The address holds every choice.</summary>
public sealed partial class WizardPage : IDisposable
{
    private LiveQuery<WizardScreen> _live = null!;
    private WizardChoice _choice = new();
    private DraftNotice? _draft;
    private string? _awaited;
    private string? _problem;
    private bool _isStarting;

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required WizardScreenQuery Screens { get; init; }

    [Inject]
    public required RolloutActions Actions { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Summary => (_choice.Endpoint, _choice.Versions, _choice.Strategy) switch
    {
        (null, _, _) => "Bring a version to callers, step by step, with a way back at every moment.",
        (_, { Count: 0 }, _) => $"A new version for {_choice.Endpoint}.",
        (_, _, null) => $"{Versions} for {_choice.Endpoint}.",
        var (_, _, strategy) => $"{RolloutTitle.StrategyName(strategy.Value)} of {Versions} at {_choice.Endpoint}.",
    };

    private string Versions => Components.Wording.List([.. _choice.Versions.Select(v => $"v{v}")]);

    public void Dispose()
    {
        Navigation.LocationChanged -= Follow;
        _live.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _choice = WizardChoice.Of(Navigation.Uri);
        Navigation.LocationChanged += Follow;
        _live = Questions.Prepare(cancellation => Screens.AskAsync(_choice, cancellation), RedrawAsync, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Endpoints)
            .HearOf(ChangeTopic.AnalysisTemplates)
            .HearOf(ChangeTopic.Models)
            .HearOf(ChangeTopic.Rollouts);
        await _live.AskAsync();
    }

    private Task RedrawAsync() => InvokeAsync(() =>
    {
        // Filled in only while nothing else was chosen meanwhile.
        if (_live.Answer is { } screen && _choice.Endpoint is null && screen.Choice.Endpoint is not null)
            _choice = _choice with { Endpoint = screen.Choice.Endpoint };
        StateHasChanged();
    });

    // The browser echoes each change of the address; an echo of an older one must not take newer letters back.
    private void Follow(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(location.Location).AbsolutePath.Equals(WizardChoice.Path, StringComparison.Ordinal))
            return;
        if (_awaited is not null)
        {
            _awaited = _awaited == location.Location ? null : _awaited;
            return;
        }

        _choice = WizardChoice.Of(location.Location);
        _problem = null;
        await _live.AskAsync();
    });

    private async Task Change(WizardChoice choice)
    {
        _choice = choice;
        _problem = null;
        var address = Navigation.ToAbsoluteUri(choice.ToAddress()).AbsoluteUri;
        if (address != Navigation.Uri)
        {
            _awaited = address;
            Navigation.NavigateTo(address, replace: true);
        }

        await _live.AskAsync();
    }

    private async Task StartAsync(string reason)
    {
        if (_isStarting || ShapeReader.Read(_choice) is not { IsAccepted: true } draft)
            return;

        _isStarting = true;
        var outcome = await Actions.StartAsync(new StartRolloutRequest(_choice.Endpoint!, draft.Value, _choice.OnBusy, reason));
        _isStarting = false;
        _problem = outcome.Refusal?.Sentence;
        if (!outcome.IsAccepted)
            return;
        if (_draft is not null)
            await _draft.DiscardAsync();
        Navigation.NavigateTo($"/rollouts/{outcome.Value.Rollout.Id}");
    }
}
