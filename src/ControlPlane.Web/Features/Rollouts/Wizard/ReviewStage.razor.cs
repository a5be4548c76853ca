using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Rollouts.Strategies;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Everything that will happen, in plain sentences and in shares before and after; then the start.</summary>
public sealed partial class ReviewStage
{
    private string _reasonAtOpen = "";
    private string _reason = "";

    [Parameter, EditorRequired]
    public required WizardChoice Choice { get; set; }

    [Parameter, EditorRequired]
    public required WizardScreen Screen { get; set; }

    [Parameter, EditorRequired]
    public required Func<WizardChoice, Task> OnChange { get; set; }

    /// <summary>Starts it, with the reason.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnStart { get; set; }

    /// <summary>Why the last start was refused; null when it was not.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>Whether a start is under way.</summary>
    [Parameter]
    public bool IsStarting { get; set; }

    private int Agents => Screen.Preview!.Prepared.Agents.Count;

    private int Stable => Endpoint.StableVersion;

    private EndpointRow Endpoint => Screen.Endpoint!;

    private string? WhyNotStarted => Screen.Preview is null
        ? "It cannot start as it is; the reasons are above."
        : Screen.Busy is not null && Choice.OnBusy == BusyPolicy.Refuse ? "Choose what happens to the active rollout first." : null;

    private string WayBackSentence => Screen.Preview!.Prepared.Forecast.HasGap
        ? $"Loads v{Stable} again on {Wording.Count(Agents, "agent")}; nobody is answered until it is ready."
        : $"One click, at any moment: v{Stable} gets 100 % on {Wording.Count(Agents, "agent")} by a swap of tables. It stays loaded all the while; nothing is fetched. Can be undone for 10 s.";

    private string GapEffect => $"v{Stable} is unloaded on {Wording.Count(Agents, "agent")}, and every caller gets an error until the new version is ready there. The gap is measured and stands on the rollout's page.";

    protected override void OnInitialized() => _reasonAtOpen = _reason = Choice.Reason;

    private Task Say(ChangeEventArgs input)
    {
        _reason = input.Value as string ?? "";
        return OnChange(Choice with { Reason = _reason });
    }

    private static (string Before, string After) DiffOf(StepPreview step) => (Words(step.Before), Words(step.After));

    private static string Words(EndpointSnapshot snapshot)
    {
        var overlay = snapshot.Overlay;
        var parts = new List<string> { overlay.IsSuspended ? "nobody answers" : snapshot.SplitInWords() };
        parts.AddRange(overlay.Rules.Select(r => RuleText.Of(r)));
        parts.AddRange(overlay.Cohorts.Select(c => $"{Wording.Count(c.Agents.Count, "agent")} {(c.IsSuspended ? "out of service" : $"on {c.Split[0].Variant}")}"));
        parts.AddRange(overlay.Shadows.Select(s => $"{s.Variant} gets {TrafficWeight.ToPercent(s.SampleShare)} as copies"));
        return string.Join("; ", parts.Where(p => p.Length > 0));
    }
}
