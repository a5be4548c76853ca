using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>One step of a rollout's timeline. Immutable.</summary>
/// <param name="Number">Place in the plan, from 1.</param>
/// <param name="Step">The step.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Run">Its newest execution; null before it began.</param>
/// <param name="PausedSince">Since when it stands still; null when it moves or is not the present one.</param>
public sealed record StepLine(int Number, RolloutStep Step, StepState State, StepRun? Run, DateTimeOffset? PausedSince)
{
    /// <summary>The timeline of a rollout.</summary>
    public static IReadOnlyList<StepLine> Of(Rollout rollout) =>
        [.. rollout.Plan.Steps.Select((step, index) => Of(rollout, step, index))];

    /// <summary>Least time left of the present step; null when it waits for something else than time.</summary>
    public static TimeSpan? RemainingOf(Rollout rollout, DateTimeOffset now) =>
        rollout.IsTerminal || rollout.Step < 0 ? null : Of(rollout, rollout.CurrentStep!, rollout.Step).Remaining(now);

    /// <summary>How long it took in all, from its begin to its end or to now; null before it began.</summary>
    public TimeSpan? Real(DateTimeOffset now) => Run is null ? null : (Run.EndedAt ?? now) - Run.BeganAt;

    /// <summary>Of that, the time in which it stood still.</summary>
    public TimeSpan Paused(DateTimeOffset now)
    {
        if (Run is null)
            return TimeSpan.Zero;
        return PausedSince is { } since ? Run.Paused + (now - (since > Run.BeganAt ? since : Run.BeganAt)) : Run.Paused;
    }

    /// <summary>Least time left; null unless it is the present one, waits for a time, and agents have confirmed it, and null when it waits for evidence by now.</summary>
    public TimeSpan? Remaining(DateTimeOffset now)
    {
        if (State != StepState.Now || Run?.ConfirmedAt is null || Step.MinimumTime == TimeSpan.Zero)
            return null;
        var left = Step.MinimumTime - Run.Elapsed(now, PausedSince);
        return left > TimeSpan.Zero ? left : Step is HoldStep or BakeStep ? TimeSpan.Zero : null;
    }

    private static StepLine Of(Rollout rollout, RolloutStep step, int index)
    {
        var run = rollout.Runs.LastOrDefault(r => r.Step == index);
        var isPresent = run is { EndedAt: null } && index == rollout.Step && !rollout.IsTerminal;
        return new StepLine(index + 1, step, StateOf(run, isPresent), run, isPresent ? rollout.PausedSince : null);
    }

    private static StepState StateOf(StepRun? run, bool isPresent) => run switch
    {
        null => StepState.Next,
        { Outcome: StepOutcome.Done } => StepState.Done,
        { Outcome: StepOutcome.Skipped } => StepState.Skipped,
        { Outcome: StepOutcome.Stopped } => StepState.Stopped,
        _ => isPresent ? StepState.Now : StepState.Stopped,
    };
}
