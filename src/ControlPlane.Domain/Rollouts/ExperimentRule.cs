using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// The stopping rule of an experiment: one look, at the planned size and not before it, so that peeking costs nothing.
/// The harm of each challenger is estimated with an interval; worse than the margin allows it never promotes. Pure.
/// </summary>
internal static class ExperimentRule
{
    /// <summary>The decision of an experiment step.</summary>
    public static RolloutDecision Decide(ExperimentStep step, TimeSpan elapsed, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var champion = Estimate.Of(step.PrimaryMetric, facts.Evidence.Of(facts.Champion, null));
        var arms = facts.Challengers.OrderBy(c => c.Key).Select(c => (Name: c.Value, Estimate: Estimate.Of(step.PrimaryMetric, facts.Evidence.Of(c.Value, null)))).ToList();
        var fewest = arms.Select(a => a.Estimate.Units).Append(champion.Units).Min();
        if (elapsed < step.MinimumDuration || fewest < step.PlannedPerVariant)
        {
            return elapsed < step.MaximumDuration
                ? RolloutDecision.Wait($"{fewest} of {step.PlannedPerVariant} {step.PrimaryMetric} units per variant; {DurationText.Of(Whole(elapsed))} of at least {DurationText.Of(step.MinimumDuration)}.")
                : RolloutDecision.PauseFor(PauseCode.Inconclusive, $"The experiment ended after {DurationText.Of(step.MaximumDuration)} with {fewest} of {step.PlannedPerVariant} units per variant: that is not enough for a verdict.");
        }

        var verdicts = arms.Select(a => (a.Name, Harm: a.Estimate.HarmAgainst(champion, step.PrimaryMetric, step.Alpha))).ToList();
        var numbers = verdicts.SelectMany(v => new[] { ($"{v.Name}.harm", v.Harm.Effect), ($"{v.Name}.low", v.Harm.Low), ($"{v.Name}.high", v.Harm.High) })
            .ToDictionary(n => n.Item1, n => n.Item2);
        var worst = verdicts.MaxBy(v => v.Harm.Low);
        if (worst.Harm.Low > 0)
            return RolloutDecision.RollBack($"{worst.Name} is worse in {step.PrimaryMetric}: {worst.Harm.InWords(step.PrimaryMetric)}.", now) with { Numbers = numbers };

        return verdicts.All(v => v.Harm.High < step.Margin)
            ? RolloutEngine.Next(rollout, facts, StepOutcome.Done, $"No challenger is worse in {step.PrimaryMetric} than the margin of {MetricReader.InWords(step.PrimaryMetric, step.Margin)}: {string.Join("; ", verdicts.Select(v => $"{v.Name} {v.Harm.InWords(step.PrimaryMetric)}"))}.", now) with { Numbers = numbers }
            : RolloutDecision.PauseFor(PauseCode.Inconclusive, $"At the planned size the interval still holds the margin of {MetricReader.InWords(step.PrimaryMetric, step.Margin)}: {string.Join("; ", verdicts.Select(v => $"{v.Name} {v.Harm.InWords(step.PrimaryMetric)}"))}.") with { Numbers = numbers };
    }

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds));
}
