using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What people may ask of a rollout. Each answers with the decision to apply, or a refusal that says why not and what would be right. Pure.</summary>
public static class RolloutVerbs
{
    /// <summary>Ends the present step and begins the next one; an analysis at work counts as skipped, never as passed.</summary>
    public static Outcome<RolloutDecision> Promote(Rollout rollout, RolloutFacts facts, Actor actor, string reason)
    {
        if (CheckMovable(rollout, "promote") is { } refusal)
            return refusal;
        if (rollout.CurrentStep is HoldStep { NeedsApproval: true } && actor.Name == rollout.StartedBy)
        {
            return new Refusal(
                RolloutRefusals.ApprovalNeeded, $"This step needs another person than {rollout.StartedBy}, who started the rollout; a rollback needs nobody.");
        }

        if (AgentQuorum.WhyNotConfirmed(rollout, facts) is { } waiting)
            return new Refusal(RolloutRefusals.NotReady, $"Readiness cannot be skipped: {waiting}");
        if (rollout.CurrentStep is PrepareStep prepare && AgentQuorum.WhyNotReady(prepare.Versions, prepare.Agents, facts) is { } preparing)
            return new Refusal(RolloutRefusals.NotReady, $"Readiness cannot be skipped: {preparing}");

        var isGate = rollout.CurrentStep is HoldStep { Duration: null };
        return RolloutEngine.GoTo(rollout, facts, rollout.Step + 1, isGate ? StepOutcome.Done : StepOutcome.Skipped, Said($"{actor.Name} promoted", reason));
    }

    /// <summary>Lets through what waits for another person than who started it.</summary>
    public static Outcome<RolloutDecision> Approve(Rollout rollout, RolloutFacts facts, Actor actor, string reason) =>
        CheckWaiting(rollout) is { } refusal ? refusal : Promote(rollout, facts, actor, reason);

    /// <summary>Does not let it through: all traffic to the stable version, and the rollout ends. Needs a reason, so that who asked can learn from it.</summary>
    public static Outcome<RolloutDecision> Decline(Rollout rollout, Actor actor, string reason)
    {
        if (CheckWaiting(rollout) is { } refusal)
            return refusal;
        return string.IsNullOrWhiteSpace(reason)
            ? Refusal.OfField(RolloutRefusals.ReasonNeeded, "reason", "is empty", "say why it is not let through; it goes into the history")
            : new RolloutDecision { Trigger = RolloutTrigger.Abort, Outcome = StepOutcome.Stopped, Sentence = Said($"{actor.Name} declined what {rollout.StartedBy} asked for", reason) };
    }

    private static Refusal? CheckWaiting(Rollout rollout) => !rollout.IsTerminal && rollout.Phase != RolloutPhase.RollingBack && rollout.CurrentStep is HoldStep { NeedsApproval: true }
        ? null
        : new Refusal(RolloutRefusals.NothingToApprove, "Nothing waits for an approval here.");

    /// <summary>Goes straight to the switch: pauses and analyses are skipped, readiness is not. Needs a reason.</summary>
    public static Outcome<RolloutDecision> PromoteFull(Rollout rollout, RolloutFacts facts, Actor actor, string reason)
    {
        if (CheckMovable(rollout, "promote fully") is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.OfField(RolloutRefusals.ReasonNeeded, "reason", "is empty", "say why evidence is skipped; it goes into the history");

        var target = rollout.Plan.Steps.Index().Skip(rollout.Step + 1).FirstOrDefault(s => s.Item is SwitchStep { Agents: null });
        if (target.Item is not SwitchStep step)
            return new Refusal(RolloutRefusals.IllegalMove, "There is no switch ahead in this plan, so there is nothing to promote to; start a canary of the version instead.");
        var approval = rollout.Plan.Steps.Skip(rollout.Step).Take(target.Index - rollout.Step).OfType<HoldStep>().FirstOrDefault(h => h.NeedsApproval);
        if (approval is not null && actor.Name == rollout.StartedBy)
            return new Refusal(RolloutRefusals.ApprovalNeeded, $"The way there needs the approval of another person than {rollout.StartedBy}.");
        return AgentQuorum.WhyNotReady([step.Version], null, facts) is { } waiting
            ? new Refusal(RolloutRefusals.NotReady, $"Readiness cannot be skipped: {waiting}")
            : RolloutEngine.GoTo(rollout, facts, target.Index, StepOutcome.Skipped, Said($"{actor.Name} promoted fully", reason));
    }

    /// <summary>Freezes the traffic; guards and analysis stay awake, and the step's clock stands still.</summary>
    public static Outcome<RolloutDecision> Pause(Rollout rollout, Actor actor, string reason) =>
        CheckMovable(rollout, "pause") is { } refusal ? refusal : RolloutDecision.PauseFor(PauseCode.Person, Said($"{actor.Name} paused it", reason));

    /// <summary>Lets a paused rollout go on where it stands.</summary>
    public static Outcome<RolloutDecision> Resume(Rollout rollout, Actor actor, string reason)
    {
        if (rollout.Phase != RolloutPhase.Paused)
            return Illegal(rollout, "resume", "only a paused rollout can be resumed");
        if (rollout.CurrentStep is HoldStep { Duration: null } && !rollout.IsKilled)
            return Illegal(rollout, "resume", "it waits for a decision at a gate: promote or abort");
        return new RolloutDecision { Trigger = rollout.CurrentStep!.Trigger, Sentence = Said($"{actor.Name} resumed it", reason) };
    }

    /// <summary>Stops it: all traffic to the stable version at once. Always wins; where it has already ended, nothing changes.</summary>
    public static Outcome<RolloutDecision> Abort(Rollout rollout, Actor actor, string reason) => rollout.Phase switch
    {
        RolloutPhase.RollingBack => RolloutDecision.Wait("It is on the way back already."),
        _ when rollout.IsTerminal => RolloutDecision.Wait($"It has ended already: {PhaseText.Of(rollout.Phase)}."),
        _ => new RolloutDecision { Trigger = RolloutTrigger.Abort, Outcome = StepOutcome.Stopped, Sentence = Said($"{actor.Name} aborted it", reason) },
    };

    /// <summary>Takes the version back by a person's click on the endpoint: like abort, but it ends as rolled back.</summary>
    public static Outcome<RolloutDecision> RollBack(Rollout rollout, Actor actor, string reason, DateTimeOffset now) => rollout.Phase switch
    {
        RolloutPhase.Pending => Illegal(rollout, "roll back", "it has not begun: abort it"),
        RolloutPhase.RollingBack => RolloutDecision.Wait("It is on the way back already."),
        _ when rollout.IsTerminal => Illegal(rollout, "roll back", "it has ended"),
        _ => RolloutDecision.RollBack(Said($"{actor.Name} rolled back", reason), now),
    };

    /// <summary>Takes the way back back; the split before it holds again, in a pause.</summary>
    public static Outcome<RolloutDecision> Undo(Rollout rollout, InferenceEndpoint endpoint, Actor actor, DateTimeOffset now)
    {
        if (rollout.Phase != RolloutPhase.RollingBack || !endpoint.CanUndo(now))
            return new Refusal(RolloutRefusals.NothingToUndo, $"A rollback can be undone for {InferenceEndpoint.UndoTime.TotalSeconds:0} s; there is none, or its time is over.");
        return new RolloutDecision { Trigger = RolloutTrigger.Undo, Pause = PauseCode.Undone, Sentence = $"{actor.Name} undid the rollback: the traffic is as before, and the rollout waits." };
    }

    /// <summary>Sets the present weights by hand; the rollout waits with them, and evidence begins anew.</summary>
    public static Outcome<RolloutDecision> SetWeights(Rollout rollout, TrafficSplit split, Actor actor, string reason)
    {
        if (CheckMovable(rollout, "set weights") is { } refusal)
            return refusal;
        if (rollout.Phase == RolloutPhase.Preparing || rollout.Phase == RolloutPhase.Promoting || rollout.Phase == RolloutPhase.Baking)
            return Illegal(rollout, "set weights", $"it is {PhaseText.Of(rollout.Phase)}");
        var known = rollout.Plan.Challengers(rollout.StableVersion).Append(rollout.StableVersion).ToHashSet();
        if (split.Variants.FirstOrDefault(v => !known.Contains(v.Version)) is { Name: not null } stranger)
            return Refusal.OfField(RolloutRefusals.Invalid, "variants", $"name v{stranger.Version}, which is not part of the rollout", $"use {string.Join(", ", known.Order().Select(v => $"v{v}"))}");

        if (BanditState.Of(rollout).Removed.FirstOrDefault(r => split.Variants.Any(v => v.Version == r.Version && v.Weight > 0)) is { } removed)
            return Refusal.OfField(RolloutRefusals.Invalid, "variants", $"give traffic to v{removed.Version}, which harm took out", "leave it at 0, or start a new rollout of it");

        var placements = RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step).Placements;
        if (split.Variants.FirstOrDefault(v => v.Weight > 0 && placements.Any(p => p.Version == v.Version && (p.OnlyAgents is not null || p.ExceptAgents is { Count: > 0 }))) is { Name: not null } partial)
            return new Refusal(RolloutRefusals.NotReady, $"v{partial.Version} is not held ready by every agent at this step, so it cannot have a share of all traffic; promote or abort.");

        IReadOnlyList<VariantShare> weights = [.. split.Variants.Select(v => new VariantShare(v.Version, v.Weight, v.Name))];
        return RolloutDecision.PauseFor(
            PauseCode.ManualWeights,
            Said($"{actor.Name} set {string.Join(", ", split.Variants.Select(v => $"{v.Name} {TrafficWeight.ToPercent(v.Weight)}"))} by hand", reason)) with
        {
            Weights = weights,
        };
    }

    /// <summary>Takes all traffic from the challengers for a while without ending the rollout; resume gives it back.</summary>
    public static Outcome<RolloutDecision> Kill(Rollout rollout, Actor actor, string reason) =>
        CheckMovable(rollout, "switch off") is { } refusal ? refusal : RolloutDecision.PauseFor(PauseCode.KillSwitch, Said($"{actor.Name} switched it off", reason));

    /// <summary>Ends it in favour of a newer rollout; all traffic goes to the stable version.</summary>
    public static Outcome<RolloutDecision> Supersede(Rollout rollout, Actor actor) =>
        rollout.IsTerminal
            ? Illegal(rollout, "supersede", "it has ended")
            : new RolloutDecision { Trigger = RolloutTrigger.Supersede, Outcome = StepOutcome.Stopped, Sentence = $"A newer rollout by {actor.Name} took its place." };

    internal static Refusal? CheckMovable(Rollout rollout, string verb) => rollout.Phase switch
    {
        RolloutPhase.Preparing or RolloutPhase.Progressing or RolloutPhase.Paused or RolloutPhase.Promoting or RolloutPhase.Baking => null,
        RolloutPhase.Pending => Illegal(rollout, verb, "it waits for its turn"),
        RolloutPhase.RollingBack => Illegal(rollout, verb, "it is on the way back: undo that first"),
        _ => Illegal(rollout, verb, "it has ended"),
    };

    internal static Refusal Illegal(Rollout rollout, string verb, string because) =>
        new(RolloutRefusals.IllegalMove, $"Cannot {verb}: the rollout is {PhaseText.Of(rollout.Phase)}; {because}.");

    internal static string Said(string what, string reason) => string.IsNullOrWhiteSpace(reason) ? $"{what}." : $"{what}: {reason.Trim().TrimEnd('.')}.";
}
