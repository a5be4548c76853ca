using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// Decides what should happen to a rollout next. Pure and total: the same rollout, facts and time give the same decision, with a reason in words and its numbers.
/// Harm is looked for first, in every active phase and in pauses too; then the present step is asked whether it is done.
/// </summary>
public static class RolloutEngine
{
    /// <summary>The decision now.</summary>
    public static RolloutDecision Decide(Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        if (rollout.IsTerminal)
            return RolloutDecision.Wait($"Ended: {rollout.Sentence}");
        if (rollout.Phase == RolloutPhase.Pending)
            return Begin(rollout, facts, now);
        if (rollout.Phase == RolloutPhase.RollingBack)
            return DecideReturn(rollout, facts, now);
        if (FindTrip(rollout, facts) is { } trip)
            return TakeBack(trip, rollout, now);
        if (!rollout.StratumSince.HasValue)
            return DecideUnconfirmed(rollout, facts, now);

        var watched = Watch(rollout, facts, now);
        if (watched.IsEvent)
            return watched;
        if (DriftWatch.Decide(rollout, facts, watched.Watch ?? rollout.Watch, now) is { } drifted)
            return drifted with { Watch = watched.Watch };
        if (rollout.Phase == RolloutPhase.Paused)
            return watched.HasEffect ? watched : RolloutDecision.Wait(rollout.Pauses[0].Sentence);

        var step = StepRules.Decide(rollout, facts, now);
        return watched.Watch is null ? step : step with { Watch = watched.Watch };
    }

    /// <summary>The decision that begins the step after the present one, or the end.</summary>
    internal static RolloutDecision Next(Rollout rollout, RolloutFacts facts, StepOutcome outcome, string sentence, DateTimeOffset now) =>
        facts.Schedule.WhyNotNow(now) is { } frozen ? RolloutDecision.Wait(frozen) : GoTo(rollout, facts, rollout.Step + 1, outcome, sentence);

    /// <summary>The decision that begins a step, or the end behind the last one, whatever the schedule says.</summary>
    internal static RolloutDecision GoTo(Rollout rollout, RolloutFacts facts, int step, StepOutcome outcome, string sentence)
    {
        if (step >= rollout.Plan.Steps.Count)
            return new RolloutDecision { Trigger = RolloutTrigger.Complete, Outcome = outcome, Sentence = Conclude(rollout) };

        var next = rollout.Plan.Steps[step];
        var present = facts.Evidence.Of(facts.Champion, TimeSpan.FromSeconds(60));
        return new RolloutDecision
        {
            Trigger = TriggerOf(rollout, next),
            Step = step,
            Outcome = outcome,
            Sentence = $"{sentence} Next: {next.Title}.",
            Baseline = next.Trigger == RolloutTrigger.Switch && present.Requests > 0 ? present : null,
        };
    }

    /// <summary>What a step's begin is called from where the rollout stands: whatever comes first prepares; once traffic has moved, preparing more is progress.</summary>
    public static RolloutTrigger TriggerOf(Rollout rollout, RolloutStep step) => rollout.Phase switch
    {
        RolloutPhase.Pending => RolloutTrigger.Prepare,
        RolloutPhase.Progressing when step.Trigger == RolloutTrigger.Prepare => RolloutTrigger.Advance,
        _ => step.Trigger,
    };

    private static string Conclude(Rollout rollout)
    {
        var stable = RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Plan.Steps.Count - 1).StableVersion;
        return stable == rollout.StableVersion
            ? $"Every step is done; v{stable} stays the stable version."
            : $"Every step is done: v{stable} is the stable version and answers everybody.";
    }

    private static RolloutDecision Begin(Rollout rollout, RolloutFacts facts, DateTimeOffset now) =>
        facts.Schedule.WhyNotNow(now) is { } frozen
            ? RolloutDecision.Wait(frozen)
            : GoTo(rollout, facts, 0, StepOutcome.Done, $"Started by {rollout.StartedBy}.");

    private static RolloutDecision DecideReturn(Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var decided = rollout.Timings.DecidedAt ?? now;
        var reachable = AgentQuorum.Reachable(facts);
        var behind = reachable.Count(a => a.RouteRevision < rollout.StratumRevision);
        if (behind > 0)
        {
            return now - decided < rollout.Plan.ProgressDeadline
                ? RolloutDecision.Wait($"{reachable.Count - behind} of {reachable.Count} agents are back on v{rollout.StableVersion}.")
                : new RolloutDecision
                {
                    Trigger = RolloutTrigger.GiveUp,
                    Sentence = $"{behind} of {reachable.Count} agents did not go back to v{rollout.StableVersion} within {DurationText.Of(rollout.Plan.ProgressDeadline)}: a person must look at them.",
                };
        }

        if (rollout.Timings.AcknowledgedAt is null)
            return new RolloutDecision { IsConfirmed = true, Timings = rollout.Timings with { AcknowledgedAt = now }, Sentence = $"All {reachable.Count} reachable agents are back on v{rollout.StableVersion}." };
        if (now < decided + InferenceEndpoint.UndoTime)
            return RolloutDecision.Wait("Back on the stable version; can still be undone.");
        return new RolloutDecision
        {
            Trigger = rollout.IsAborted ? RolloutTrigger.SettleAborted : RolloutTrigger.Settle,
            Sentence = rollout.Sentence,
        };
    }

    private static TripReport? FindTrip(Rollout rollout, RolloutFacts facts) => facts.Agents
        .SelectMany(a => a.Trips)
        .Where(t => t.RouteRevision >= rollout.TripsFrom && t.Version != rollout.StableVersion && !BanditState.Of(rollout).RemovedVersions.Contains(t.Version))
        .MinBy(t => t.TrippedAt);

    private static RolloutDecision TakeBack(TripReport trip, Rollout rollout, DateTimeOffset now)
    {
        var back = RollBackFor(trip, now);
        return BanditRule.Remove(rollout, new Dictionary<int, string> { [trip.Version] = back.Sentence }, now) is { } removal ? removal with { Numbers = back.Numbers } : back;
    }

    private static RolloutDecision RollBackFor(TripReport trip, DateTimeOffset now)
    {
        var (name, observed, limit) = trip.Guard switch
        {
            GuardKind.LatencyP99 => ("p99 latency", $"{trip.Observed:0.#} ms", $"{trip.Limit:0.#} ms"),
            GuardKind.ErrorShare => ("error share", $"{trip.Observed:P1}", $"{trip.Limit:P1}"),
            GuardKind.TimeoutShare => ("share of timeouts", $"{trip.Observed:P1}", $"{trip.Limit:P1}"),
            _ => ("share of invalid answers", $"{trip.Observed:P1}", $"{trip.Limit:P1}"),
        };
        var sentence = $"A guard on an agent took {trip.Variant} out: {name} was {observed} of {trip.Requests} requests in {trip.WindowSeconds:0.#} s, allowed is {limit}.";

        // Agents' clocks may be ahead of ours; nothing was detected in the future.
        var detected = trip.TrippedAt < now ? trip.TrippedAt : now;
        return RolloutDecision.RollBack(sentence, detected, trip.FirstHarmAt) with
        {
            Numbers = new Dictionary<string, double> { ["observed"] = trip.Observed, ["limit"] = trip.Limit, ["requests"] = trip.Requests, ["windowSeconds"] = trip.WindowSeconds },
        };
    }

    private static RolloutDecision DecideUnconfirmed(Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        if (AgentQuorum.WhyNotConfirmed(rollout, facts) is not { } waiting)
            return new RolloutDecision { IsConfirmed = true, Sentence = $"All {AgentQuorum.Reachable(facts).Count} reachable agents have the routing in force." };
        if (rollout.Phase == RolloutPhase.Paused)
            return RolloutDecision.Wait(waiting);
        if (AgentQuorum.WhoRefuses(rollout.Plan.Challengers(rollout.StableVersion), null, facts) is { } refusal)
            return RolloutDecision.PauseFor(PauseCode.AgentRefused, refusal);
        return rollout.Run!.Waited(now) > rollout.Plan.ProgressDeadline
            ? RolloutDecision.PauseFor(PauseCode.Deadline, $"Not confirmed within {DurationText.Of(rollout.Plan.ProgressDeadline)}: {waiting}")
            : RolloutDecision.Wait(waiting);
    }

    /// <summary>The watch throughout: measures what is due and takes harm back.</summary>
    private static RolloutDecision Watch(Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        if (rollout.Plan.Watch is not { } template || StepRules.Judged(rollout, facts) is not { Count: > 0 } judged || rollout.IsKilled)
            return RolloutDecision.Wait("Nothing is watched.");

        var before = WatchOf(rollout, template, judged);
        var after = StepRules.Look(before, rollout, facts, now);
        var measured = ReferenceEquals(after, rollout.Watch) ? null : after;
        if (rollout.CurrentStep is BanditStep && BanditRule.Remove(rollout, HarmedIn(after, facts), now) is { } removal)
            return removal with { Watch = measured, Numbers = NumbersOf(after) };
        return after.Result switch
        {
            MeasurementResult.Fail => RolloutDecision.RollBack(after.Sentence(), now) with { Watch = measured, Numbers = NumbersOf(after) },
            MeasurementResult.Error when after.OnError == ErrorResponse.RollBack => RolloutDecision.RollBack(after.Sentence(), now) with { Watch = measured, Numbers = NumbersOf(after) },
            MeasurementResult.Error when rollout.Phase != RolloutPhase.Paused => RolloutDecision.PauseFor(PauseCode.AnalysisError, after.Sentence()) with { Watch = measured, Numbers = NumbersOf(after) },
            _ => RolloutDecision.Wait(after.Sentence()) with { Watch = measured },
        };
    }

    /// <summary>The watch before its next measurement.</summary>
    internal static AnalysisRun WatchOf(Rollout rollout, AnalysisTemplate template, IReadOnlyList<string> judged) =>
        rollout.Watch ?? AnalysisRun.Begin(template, judged, rollout.StratumSince!.Value);

    private static Dictionary<int, string> HarmedIn(AnalysisRun run, RolloutFacts facts) => facts.Challengers
        .Where(c => run.Challengers.Contains(c.Value, StringComparer.Ordinal)).Select(c => (Version: c.Key, Alone: run.Of(c.Value)))
        .Where(c => c.Alone.Result == MeasurementResult.Fail).ToDictionary(c => c.Version, c => c.Alone.Sentence());

    /// <summary>What an analysis rests on: values, how often a look failed or could not be taken, scores, and the comparison's own numbers.</summary>
    internal static IReadOnlyDictionary<string, double> NumbersOf(AnalysisRun run)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var check in run.Checks.Where(c => c.Latest is not null))
        {
            var name = $"{check.Variant}.{check.Check.Metric}";
            if (check.Latest!.Value is { } value)
                numbers[name] = value;
            if (check.Failed > 0)
                numbers[$"{name}.failed"] = check.Failed;
            if (check.ErrorsInARow > 0)
                numbers[$"{name}.errors"] = check.ErrorsInARow;
        }

        foreach (var verdict in run.Verdicts)
        {
            if (verdict.Score is { } score)
                numbers[$"{verdict.Variant}.score"] = score;
        }

        foreach (var (name, value) in run.Comparison?.Numbers ?? new Dictionary<string, double>())
            numbers[name] = value;
        return numbers;
    }
}
