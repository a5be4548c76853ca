using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The steps of a rollout: done, present with its countdown, and to come; planned beside real time, pauses apart.</summary>
public sealed partial class StepTimeline : IDisposable
{
    private IDisposable? _listening;

    [Inject]
    public required CircuitClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    private IReadOnlyList<StepLine> Lines => StepLine.Of(Rollout);

    private string Summary
    {
        get
        {
            if (Rollout.StartedAt is not { } started)
                return "not begun";
            var took = (Rollout.EndedAt ?? Clock.Now) - started;
            return Rollout.EndedAt is null ? $"running for {Wording.Time(took)}" : $"took {Wording.Time(took)}";
        }
    }

    public void Dispose() => _listening?.Dispose();

    protected override void OnInitialized() => _listening = Clock.Listen(() => _ = InvokeAsync(Tick));

    private void Tick()
    {
        if (!Rollout.IsTerminal)
            StateHasChanged();
    }

    private static string ClassOf(StepState state) => state switch
    {
        StepState.Next => "is-next",
        StepState.Now => "is-now",
        StepState.Done => "is-done",
        StepState.Skipped => "is-skipped",
        StepState.Stopped => "is-stopped",
        _ => throw new InvalidOperationException($"{state} has no look."),
    };

    private static IconName IconOf(StepLine line) => line.State switch
    {
        StepState.Next => line.Step.NeedsPerson ? IconName.Person : IconName.Next,
        StepState.Now => line.PausedSince is null ? IconName.Resume : IconName.Pause,
        StepState.Done => IconName.Fine,
        StepState.Skipped => IconName.Skipped,
        StepState.Stopped => IconName.RollBack,
        _ => throw new InvalidOperationException($"{line.State} has no picture."),
    };

    private string WordOf(StepLine line) => line.State switch
    {
        StepState.Next => Rollout.IsTerminal || Rollout.Phase == RolloutPhase.RollingBack ? "not reached" : "to come",
        StepState.Now when line.PausedSince is not null => "now, paused",
        StepState.Now => line.Run?.ConfirmedAt is null ? "now, waiting for agents" : "now",
        StepState.Done => "done",
        StepState.Skipped => "skipped",
        StepState.Stopped => "stopped here",
        _ => throw new InvalidOperationException($"{line.State} has no word."),
    };

    private string TimesOf(StepLine line)
    {
        var planned = line.Step.NeedsPerson ? ", ends by a person" : line.Step.MinimumTime > TimeSpan.Zero ? $", planned {Wording.Time(line.Step.MinimumTime)}" : "";
        var real = line.Real(Clock.Now) is { } took ? $", {(line.State == StepState.Now ? "so far" : "took")} {Wording.Time(took)}" : "";
        var paused = line.Paused(Clock.Now);
        return planned + real + (paused >= TimeSpan.FromSeconds(1) ? $", of it {Wording.Time(paused)} paused" : "");
    }
}
