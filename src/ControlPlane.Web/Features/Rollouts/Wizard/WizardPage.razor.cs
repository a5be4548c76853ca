using ControlPlane.Data.Rollouts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Hosting;
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
    private string _newDraft = "";
    private string? _problem;
    private bool _isDraftGone;
    private bool _isStarting;

    // Addresses that this page asked the browser for, until the browser echoes them.
    private readonly List<string> _sent = [];

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required WizardScreenQuery Screens { get; init; }

    [Inject]
    public required RolloutActions Actions { get; init; }

    [Inject]
    public required StoredDrafts Drafts { get; init; }

    [Inject]
    public required IdSource Ids { get; init; }

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
        _newDraft = Ids.NewId();
        _choice = WizardChoice.Of(Navigation.Uri);
        Navigation.LocationChanged += Follow;
        _live = Questions.Prepare(cancellation => Screens.AskAsync(_choice, cancellation), InvokeAsync, Redraw, LiveQueries.ForTables)
            .HearOf(ChangeTopic.Endpoints)
            .HearOf(ChangeTopic.AnalysisTemplates)
            .HearOf(ChangeTopic.Models)
            .HearOf(ChangeTopic.Agents)
            .HearOf(ChangeTopic.Rollouts);
        if (_choice is { Draft: { } draft, Strategy: null, Endpoint: null })
            await OpenAsync(draft);
        await _live.AskAsync();
    }

    private async Task OpenAsync(string draft)
    {
        if (await Drafts.FindAsync(draft, CancellationToken.None) is { } address && WizardChoice.OfStored(address) is { } stored)
            Show(stored with { Draft = draft });
        else
            (_choice, _isDraftGone) = (_choice with { Draft = null }, true);
    }

    private void Redraw()
    {
        // Filled in only while nothing else was chosen meanwhile.
        if (_live.Answer is { } screen && _choice.Endpoint is null && screen.Choice.Endpoint is not null)
            _choice = _choice with { Endpoint = screen.Choice.Endpoint };
        StateHasChanged();
    }

    // An echo of an older address must not take newer letters back; whatever is no echo, a person asked for.
    private void Follow(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        if (!new Uri(location.Location).AbsolutePath.Equals(WizardChoice.Path, StringComparison.Ordinal))
            return;
        if (_sent.Remove(location.Location))
        {
            // A link was followed while this address was on its way: what is shown goes before what came late.
            if (_sent.Count == 0)
                Show(_choice);
            return;
        }

        _choice = WizardChoice.Of(location.Location);
        _problem = null;
        await _live.AskAsync();
    });

    private async Task Change(WizardChoice choice)
    {
        _problem = null;
        Show(choice.Strategy is null ? choice : choice with { Draft = choice.Draft ?? _newDraft });
        await _live.AskAsync();
    }

    private void Show(WizardChoice choice)
    {
        _choice = choice;
        var address = Navigation.ToAbsoluteUri(choice.ToAddress()).AbsoluteUri;
        if (address == Navigation.Uri)
            return;
        _sent.Add(address);
        Navigation.NavigateTo(address, replace: true);
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
