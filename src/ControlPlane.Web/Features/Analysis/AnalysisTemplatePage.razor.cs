using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>One stored analysis template: its versions, newest first, and the rollouts that run a copy.</summary>
public sealed partial class AnalysisTemplatePage : IDisposable
{
    private LiveQuery<Found<TemplateScreen>> _live = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required TemplateScreenQuery Screens { get; init; }

    [Inject]
    public required DeleteTemplateCommand Delete { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public required string Name { get; set; }

    /// <summary>The version that is open; null opens the newest.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    public int? Version { get; set; }

    private TemplateScreen? Screen => _live.Answer?.Row;

    private int? Shown => Version ?? Screen?.Template.Versions[^1].Number;

    private string Summary => Screen is { } screen
        ? $"{Wording.Count(screen.Template.Versions.Count, "version")}; {(screen.Active.Count == 0 ? "no active rollout runs a copy" : $"{Wording.Count(screen.Active.Count, "active rollout")} with a copy")}."
        : "An analysis template.";

    public void Dispose() => _live.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _live = Questions.Prepare(cancellation => Screens.FindAsync(Name, cancellation), InvokeAsync, StateHasChanged, LiveQueries.ForTables)
            .HearOf(ChangeTopic.AnalysisTemplates)
            .HearOf(ChangeTopic.Rollouts);
        await _live.AskAsync();
    }

    private static string EffectOf(TemplateScreen screen) =>
        $"{Wording.Count(screen.Template.Versions.Count, "version")} can be named no more. {(screen.Active.Count == 0 ? "No active rollout uses it." : $"{Wording.Count(screen.Active.Count, "active rollout")} goes on with its own copy.")} It cannot be undone.";

    private async Task DeleteAsync()
    {
        var outcome = await Delete.RunAsync(Name, Screen?.Template.ConcurrencyVersion, Viewer.Actor, CancellationToken.None);
        Toasts.Tell(outcome, _ => $"Analysis template {Name} is deleted.");
        if (outcome.IsAccepted)
            Navigation.NavigateTo("/analysis-templates");
    }
}
