using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>When each kind of step is done. Pure; asked only once the step's agents have confirmed it.</summary>
internal static class StepRules
{
    /// <summary>The decision of the present step.</summary>
    public static RolloutDecision Decide(Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var elapsed = rollout.Run!.Elapsed(now, rollout.PausedSince);
        return rollout.CurrentStep switch
        {
            PrepareStep step => DecidePrepared(step, rollout, facts, now),
            HoldStep { Duration: { } duration } => DecideTime("Held", duration, elapsed, rollout, facts, now),
            HoldStep step => RolloutDecision.PauseFor(PauseCode.Gate, $"{step.Title}."),
            BakeStep step => DecideTime("Baked", step.Duration, elapsed, rollout, facts, now),
            AnalyseStep step => DecideGate(step, elapsed, rollout, facts, now),
            ExperimentStep step => ExperimentRule.Decide(step, elapsed, rollout, facts, now),
            BanditStep step => BanditRule.Decide(step, elapsed, rollout, facts, now),
            WebhookStep step => HookRule.Decide(step, rollout, facts, now),
            TearDownStep or SplitStep or RulesStep or MirrorStep or SwitchStep or RetireStep =>
                RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"{rollout.CurrentStep.Title}: done on all {AgentQuorum.Reachable(facts).Count} reachable agents.", now),
            var other => throw new InvalidOperationException($"No rule is defined for the step {other}."),
        };
    }

    /// <summary>Names of the variants whose conduct is judged now; empty while no challenger answers or receives copies.</summary>
    public static IReadOnlyList<string> Judged(Rollout rollout, RolloutFacts facts)
    {
        if (rollout.Step < 0)
            return [];
        var traffic = RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step);
        if (traffic.StableVersion != rollout.StableVersion)
            return [facts.Champion];
        var gone = BanditState.Of(rollout).RemovedVersions.ToHashSet();
        return traffic.HasChallengers || traffic.Mirrored.Count > 0 ? [.. facts.Challengers.Where(c => !gone.Contains(c.Key)).OrderBy(c => c.Key).Select(c => c.Value)] : [];
    }

    /// <summary>Name of what the judged are compared with.</summary>
    public static string ComparedWith(Rollout rollout, RolloutFacts facts) =>
        HasSwitched(rollout) || HasNoChampionTraffic(rollout, facts) ? BaselineEvidence.Before : facts.Champion;

    /// <summary>Evidence in which that name is found.</summary>
    public static IEvidence EvidenceOf(Rollout rollout, RolloutFacts facts) => new BaselineEvidence(facts.Evidence, rollout.Baseline, facts.External);

    /// <summary>The gate's analysis before its next measurement: the canary judge goes on with the intervals that the watch has taken in this stratum.</summary>
    public static AnalysisRun GateOf(AnalyseStep step, Rollout rollout, RolloutFacts facts) =>
        rollout.Gate
        ?? (step.Template.Judge is not null && rollout.Watch is { Judge: not null } watch && watch.Template == step.Template.Name && watch.Version == step.Template.Version ? watch : null)
        ?? AnalysisRun.Begin(step.Template, Judged(rollout, facts), rollout.StratumSince!.Value);

    /// <summary>An analysis after everything that is due now: checks, and the comparison where champion and challengers answer at the same time.</summary>
    public static AnalysisRun Look(AnalysisRun run, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var champion = ComparedWith(rollout, facts);

        // The canary judge needs both sides in the same interval; what is remembered of the version before is one value and no series.
        if (run.Judge is not null && champion == BaselineEvidence.Before)
            return run;
        var measured = run.Measure(EvidenceOf(rollout, facts), champion, now);
        if (measured.ComparisonPlan is null || champion == BaselineEvidence.Before)
            return measured;
        return measured.Compare(champion, VariantsOf(facts), facts.Evidence.Completeness, EvidenceLedger.Earlier(rollout), now);
    }

    /// <summary>Every variant that answers or receives copies, with its weight where the split says who gets it.</summary>
    public static IReadOnlyList<ComparedVariant> VariantsOf(RolloutFacts facts) =>
    [
        .. facts.Challengers.OrderBy(c => c.Key).Select(c => c.Value).Prepend(facts.Champion).Union(facts.Weights.Keys, StringComparer.Ordinal)
            .Select(name => new ComparedVariant(name, facts.Evidence.Of(name, null), facts.Weights.TryGetValue(name, out var weight) ? weight : null)),
    ];

    private static bool HasSwitched(Rollout rollout) =>
        RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step).StableVersion != rollout.StableVersion;

    // In a rolling update the last batch leaves the champion without a caller.
    private static bool HasNoChampionTraffic(Rollout rollout, RolloutFacts facts) =>
        RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step).SwitchedAgents is { Count: > 0 } switched
        && facts.Agents.Where(a => a.IsReachable).All(a => switched.Contains(a.Id, StringComparer.Ordinal));

    private static RolloutDecision DecidePrepared(PrepareStep step, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        if (AgentQuorum.WhoRefuses(step.Versions, step.Agents, facts) is { } refusal)
            return RolloutDecision.PauseFor(PauseCode.AgentRefused, refusal);
        if (AgentQuorum.WhyNotReady(step.Versions, step.Agents, facts) is { } waiting)
        {
            return rollout.Run!.Waited(now) > rollout.Plan.ProgressDeadline
                ? RolloutDecision.PauseFor(PauseCode.Deadline, $"Not ready within {DurationText.Of(rollout.Plan.ProgressDeadline)}: {waiting}")
                : RolloutDecision.Wait(waiting);
        }

        return RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"{step.Title}: ready on every agent that needs it.", now);
    }

    private static RolloutDecision DecideTime(string done, TimeSpan duration, TimeSpan elapsed, Rollout rollout, RolloutFacts facts, DateTimeOffset now) =>
        elapsed >= duration
            ? RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"{done} for {DurationText.Of(duration)}.", now)
            : RolloutDecision.Wait($"{DurationText.Of(TimeSpan.FromSeconds(Math.Ceiling((duration - elapsed).TotalSeconds)))} left of {DurationText.Of(duration)}.");

    private static RolloutDecision DecideGate(AnalyseStep step, TimeSpan elapsed, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var before = GateOf(step, rollout, facts);
        var after = Look(before, rollout, facts, now);
        var measured = ReferenceEquals(after, rollout.Gate) ? null : after;
        var decision = after.Result switch
        {
            MeasurementResult.Pass => RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"Analysis passed: {after.Sentence()}", now),
            MeasurementResult.Fail => RolloutDecision.RollBack(after.Sentence(), now),
            MeasurementResult.Error when after.OnError == ErrorResponse.RollBack => RolloutDecision.RollBack(after.Sentence(), now),
            MeasurementResult.Error => RolloutDecision.PauseFor(PauseCode.AnalysisError, after.Sentence()),
            _ when elapsed >= step.Patience => RolloutDecision.PauseFor(PauseCode.Inconclusive, $"No verdict after {DurationText.Of(step.Patience)}: {after.Sentence()}"),
            _ => RolloutDecision.Wait(after.Sentence()),
        };
        return decision with { Gate = measured, Numbers = decision.Trigger is null ? decision.Numbers : RolloutEngine.NumbersOf(after) };
    }
}
