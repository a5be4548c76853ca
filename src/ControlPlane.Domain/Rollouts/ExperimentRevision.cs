using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Naming;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// A change of an experiment's plan after the start. It is allowed and never free: the test begins anew, and the history shows what was and what is. Immutable.
/// </summary>
public sealed record ExperimentRevision
{
    /// <summary>The new hypothesis; null leaves it.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>What decides from now on; null leaves it. Needs a margin in its unit.</summary>
    public string? PrimaryMetric { get; init; }

    /// <summary>The new guardrails; null leaves them.</summary>
    public AnalysisTemplate? Guardrails { get; init; }

    /// <summary>The new margin; null leaves it.</summary>
    public double? Margin { get; init; }

    /// <summary>The new alpha; null leaves it.</summary>
    public double? Alpha { get; init; }

    /// <summary>The new power; null leaves it.</summary>
    public double? Power { get; init; }

    /// <summary>The new shortest duration; null leaves it.</summary>
    public TimeSpan? MinimumDuration { get; init; }

    /// <summary>The new planned size; null leaves it.</summary>
    public long? PlannedPerVariant { get; init; }

    /// <summary>The new longest duration; null leaves it.</summary>
    public TimeSpan? MaximumDuration { get; init; }

    /// <summary>The decision that begins the test anew.</summary>
    /// <param name="rollout">A rollout whose present step is an experiment.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; must be given.</param>
    /// <returns>Refusals: <see cref="RolloutRefusals.IllegalMove"/>, <see cref="RolloutRefusals.ReasonNeeded"/>, <see cref="RolloutRefusals.Invalid"/>.</returns>
    public Outcome<RolloutDecision> Decide(Rollout rollout, Actor actor, string reason)
    {
        if (rollout.Phase is not (RolloutPhase.Progressing or RolloutPhase.Paused) || rollout.CurrentStep is not ExperimentStep before)
            return new Refusal(RolloutRefusals.IllegalMove, $"The rollout is {PhaseText.Of(rollout.Phase)} and not in an experiment, so there is no test whose plan could change.");
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.OfField(RolloutRefusals.ReasonNeeded, "reason", "is empty", "say why the plan changes after the start; it goes into the history");

        var after = before with
        {
            Hypothesis = Hypothesis ?? before.Hypothesis,
            PrimaryMetric = PrimaryMetric ?? before.PrimaryMetric,
            Guardrails = Guardrails ?? before.Guardrails,
            Margin = Margin ?? before.Margin,
            Alpha = Alpha ?? before.Alpha,
            PlannedPerVariant = PlannedPerVariant ?? before.PlannedPerVariant,
            Power = Power ?? before.Power,
            MinimumDuration = MinimumDuration ?? before.MinimumDuration,
            MaximumDuration = MaximumDuration ?? before.MaximumDuration,
            Revision = before.Revision + 1,
        };
        if (Check(before, after) is { } invalid)
            return invalid;

        return new RolloutDecision
        {
            Outcome = StepOutcome.Skipped,
            Plan = rollout.Plan with { Steps = [.. rollout.Plan.Steps.Select((s, index) => index == rollout.Step ? after : s)] },
            Sentence = $"{actor.Name} changed the experiment's plan ({string.Join(", ", Differences(before, after))}): the test begins anew. {reason.Trim()}",
        };
    }

    private Refusal? Check(ExperimentStep before, ExperimentStep after)
    {
        var problems = new Problems();
        if (after.PrimaryMetric != before.PrimaryMetric && Margin is null)
            problems.Add("margin", $"is in the unit of {before.PrimaryMetric}", $"say how much worse in {after.PrimaryMetric} still counts as no worse");
        if (Guardrails is { } guardrails)
            AnalysisTemplateRule.Check("analysis", guardrails, problems);
        ComparisonPlanRule.Check("experiment", after.Comparison, problems);
        ExperimentPlanRule.CheckPower("power", Power, problems);
        if (after.MinimumDuration < TimeSpan.Zero || after.MaximumDuration < after.MinimumDuration)
            problems.Add("horizon", $"is {DurationText.Of(after.MaximumDuration)}", $"use the least time, {DurationText.Of(after.MinimumDuration)}, or more");
        if (!Differences(before, after).Any())
            problems.Add("experiment", "changes nothing", "change the hypothesis, the metric, the margin, the guardrails, alpha, power, the size or the duration");
        return problems.Any ? problems.ToRefusal(RolloutRefusals.Invalid) : null;
    }

    private static IEnumerable<string> Differences(ExperimentStep before, ExperimentStep after)
    {
        if (before.Hypothesis != after.Hypothesis)
            yield return $"hypothesis '{before.Hypothesis}' to '{after.Hypothesis}'";
        if (before.PrimaryMetric != after.PrimaryMetric)
            yield return $"deciding metric {before.PrimaryMetric} to {after.PrimaryMetric}";
        if (!StructuralEquality.AreEqual(before.Guardrails, after.Guardrails))
            yield return $"guardrails '{before.Guardrails.Name}' to '{after.Guardrails.Name}'";
        if (before.Margin != after.Margin || before.PrimaryMetric != after.PrimaryMetric)
            yield return $"margin {MetricReader.InWords(before.PrimaryMetric, before.Margin)} to {MetricReader.InWords(after.PrimaryMetric, after.Margin)}";
        if (before.Alpha != after.Alpha)
            yield return FormattableString.Invariant($"alpha {before.Alpha} to {after.Alpha}");
        if (before.Power != after.Power)
            yield return FormattableString.Invariant($"power {before.Power} to {after.Power}");
        if (before.MinimumDuration != after.MinimumDuration)
            yield return $"least time {DurationText.Of(before.MinimumDuration)} to {DurationText.Of(after.MinimumDuration)}";
        if (before.PlannedPerVariant != after.PlannedPerVariant)
            yield return $"{before.PlannedPerVariant} to {after.PlannedPerVariant} units per variant";
        if (before.MaximumDuration != after.MaximumDuration)
            yield return $"longest duration {DurationText.Of(before.MaximumDuration)} to {DurationText.Of(after.MaximumDuration)}";
    }
}
