using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// The stopping rule of an experiment. It may be looked at all the time: harm takes the challenger back whenever it shows, a promoting verdict counts from the minimum duration on,
/// and what is undecided at the planned size or the longest duration asks a person, because a timer that runs out is never success. Pure.
/// </summary>
internal static class ExperimentRule
{
    /// <summary>The decision of an experiment step.</summary>
    public static RolloutDecision Decide(ExperimentStep step, TimeSpan elapsed, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var before = rollout.Gate ?? new AnalysisRun
        {
            Template = step.Title,
            Since = rollout.StratumSince!.Value,
            Checks = [],
            Challengers = StepRules.Judged(rollout, facts),
            ComparisonPlan = step.Comparison,
        };
        var after = StepRules.Look(before, rollout, facts, now);
        var decision = after.Comparison is { } seen
            ? Conclude(step, elapsed, seen, rollout, facts, now)
            : RolloutDecision.Wait("Nothing was compared yet.");
        return decision with
        {
            Gate = ReferenceEquals(after, rollout.Gate) ? null : after,
            Numbers = decision.Trigger is null ? decision.Numbers : after.Comparison?.Numbers ?? decision.Numbers,
        };
    }

    private static RolloutDecision Conclude(ExperimentStep step, TimeSpan elapsed, Comparison seen, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        if (seen.Verdict == ComparisonVerdict.RollBack)
            return RolloutDecision.RollBack(seen.Sentence, now);

        var fewest = facts.Challengers.Values.Append(facts.Champion).Min(name => Estimate.Of(step.PrimaryMetric, facts.Evidence.Of(name, null)).Units);
        var progress = $"{fewest} of {step.PlannedPerVariant} {step.PrimaryMetric} units per variant; {DurationText.Of(Whole(elapsed))} of at least {DurationText.Of(step.MinimumDuration)}.";
        if (elapsed < step.MinimumDuration)
            return RolloutDecision.Wait(progress);
        var margin = MetricReader.InWords(step.PrimaryMetric, step.Margin);
        if (seen.Verdict == ComparisonVerdict.Promote)
            return RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"No challenger is worse in {step.PrimaryMetric} than the margin of {margin}: {Describe(seen)}", now);
        if (elapsed >= step.MaximumDuration)
            return RolloutDecision.PauseFor(PauseCode.Inconclusive, $"The experiment ended after {DurationText.Of(step.MaximumDuration)} with {fewest} of {step.PlannedPerVariant} units per variant and no verdict: {Undecided(seen)}");

        // Only a look at the planned size can say that the planned size was not enough; the newest one may be older than the newest counts.
        return UnitsOf(seen) >= step.PlannedPerVariant && facts.Evidence.Completeness.IsEnough
            ? RolloutDecision.PauseFor(PauseCode.Inconclusive, $"At the planned size of {step.PlannedPerVariant} units per variant there is no verdict: {Undecided(seen)}")
            : RolloutDecision.Wait(progress);
    }

    private static long UnitsOf(Comparison seen) =>
        seen.Metrics.Where(m => m.Role == MetricRole.Goal).Select(m => Math.Min(m.Units, m.ChampionUnits)).DefaultIfEmpty(0).Min();

    // Beyond the margin more of the same would hardly help; within it, more units might.
    private static string Undecided(Comparison seen) =>
        seen.Metrics.FirstOrDefault(m => m.Role == MetricRole.Goal && m.Harm >= m.Margin) is { } futile
            ? $"{futile.Sentence} The estimate itself lies at or beyond the margin, so more units would hardly promote it."
            : seen.Sentence;

    private static string Describe(Comparison seen) => string.Join(" ", seen.Metrics.Where(m => m.Role == MetricRole.Goal).Select(m => m.Sentence));

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds));
}
