using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>When a gate by webhook lets a rollout go on, and when its service is asked. Pure.</summary>
public static class HookRule
{
    /// <summary>Whether the service of the present step must be asked now: the answers counted so far are those before its next question.</summary>
    public static bool IsDue(Rollout rollout, DateTimeOffset now) =>
        rollout is { CurrentStep: WebhookStep step, Run: { } run, StratumSince: not null }
        && rollout.Phase is RolloutPhase.Preparing or RolloutPhase.Progressing or RolloutPhase.Promoting or RolloutPhase.Baking
        && (run.Hook is not { } heard || now >= heard.At + step.Interval);

    /// <summary>The decision at a gate.</summary>
    internal static RolloutDecision Decide(WebhookStep step, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var run = rollout.Run!;
        if (facts.Hook is not { } answer || answer.At < Since(run))
            return RolloutDecision.Wait(run.Hook is { } heard ? Refused(step, heard) : $"{step.Host} is asked.");
        if (answer.IsAgreed)
            return RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"{step.Host} agreed: {answer.Said.TrimEnd('.')}.", now);

        var after = new HookState((run.Hook?.Refused ?? 0) + 1, answer.At, answer.Said);
        var decision = after.Refused >= step.Refusals
            ? RolloutDecision.PauseFor(PauseCode.HookRefused, $"{Refused(step, after)} Resume asks it again, promote goes on without it.")
            : RolloutDecision.Wait($"{Refused(step, after)} It is asked again in {DurationText.Of(step.Interval)}.");
        return decision with { Hook = after, Numbers = new Dictionary<string, double> { ["refused"] = after.Refused, ["limit"] = step.Refusals } };
    }

    // An answer counts once, and not across a pause: whoever lets the rollout go on wants the service asked anew.
    private static DateTimeOffset Since(StepRun run) => run.Hook is { } heard ? heard.At + TimeSpan.FromTicks(1) : run.WaitsSince ?? run.BeganAt;

    private static string Refused(WebhookStep step, HookState state) => $"{step.Host} refused, {state.Refused} of {step.Refusals} times: {state.Said.TrimEnd('.')}.";
}
