using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What people may ask of a bandit beside the verbs of every rollout. Pure.</summary>
public static class BanditVerbs
{
    /// <summary>Holds the weights where they are: rewards are still counted, guards still act, and no move and no winner comes from rewards. Needs a reason.</summary>
    public static Outcome<RolloutDecision> Freeze(Rollout rollout, Actor actor, string reason, DateTimeOffset now)
    {
        if (CheckBandit(rollout, "freeze") is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.OfField(RolloutRefusals.ReasonNeeded, "reason", "is empty", "say why rewards no longer move the weights; it goes into the history");
        var state = BanditState.Of(rollout);
        if (state.Freeze is { } freeze)
            return RolloutDecision.Wait($"The weights are frozen already, by {freeze.By}: {freeze.Reason}.");
        return new RolloutDecision
        {
            Bandit = state with { Freeze = new BanditFreeze(actor.Name, reason.Trim().TrimEnd('.'), now) },
            Sentence = RolloutVerbs.Said($"{actor.Name} froze the weights at {InWords(rollout)}", reason),
        };
    }

    /// <summary>Lets rewards move the weights again.</summary>
    public static Outcome<RolloutDecision> Unfreeze(Rollout rollout, Actor actor, string reason)
    {
        if (CheckBandit(rollout, "unfreeze") is { } refusal)
            return refusal;
        var state = BanditState.Of(rollout);
        return state.Freeze is null
            ? RolloutDecision.Wait("The weights follow rewards already.")
            : new RolloutDecision { Bandit = state with { Freeze = null }, Sentence = RolloutVerbs.Said($"{actor.Name} let the weights follow rewards again", reason) };
    }

    private static Refusal? CheckBandit(Rollout rollout, string verb) =>
        RolloutVerbs.CheckMovable(rollout, verb)
        ?? (rollout.CurrentStep is BanditStep ? null : RolloutVerbs.Illegal(rollout, verb, "its present step is no bandit, so no reward moves its weights"));

    private static string InWords(Rollout rollout) => string.Join(", ", BanditRule.Present(rollout).Select(w => $"v{w.Version} {TrafficWeight.ToPercent(w.Weight)}"));
}
