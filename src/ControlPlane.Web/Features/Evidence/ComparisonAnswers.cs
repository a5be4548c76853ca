using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>What a comparison of champion and challenger says of one metric, as answers. Stateless.</summary>
public static class ComparisonAnswers
{
    private const string NotKnown = "Not known yet.";
    private const string NoMeaning = "Not known while requests do not fall on variants as the split says.";

    /// <summary>The answers for one challenger.</summary>
    /// <param name="seen">The newest comparison; null before the first.</param>
    /// <param name="metric">The metric that decides.</param>
    /// <param name="forWhom">See <see cref="ForWhomText"/>.</param>
    /// <param name="time">How long the split has given evidence; null while agents have not confirmed it.</param>
    public static IReadOnlyList<EvidenceAnswer> Of(Comparison? seen, string metric, string forWhom, TimeSpan? time)
    {
        var since = time is { } known ? $"{Wording.Time(known)} of this split" : "The split is not confirmed by every agent yet";
        if (seen?.Metrics.FirstOrDefault(m => m.Metric == metric) is not { } goal)
            return EvidenceAnswer.All("Not known yet: nothing was compared.", NotKnown, NotKnown, forWhom, $"{since}.");
        if (seen.SampleRatio.IsMismatch)
            return EvidenceAnswer.All(seen.SampleRatio.Sentence, NoMeaning, NoMeaning, NoMeaning, $"{since}.");
        since += $", {Wording.Count(goal.Units)} against {Wording.Count(goal.ChampionUnits)} units.";
        if (goal is not { Harm: { } harm, Margin: { } margin })
            return EvidenceAnswer.All($"Not known: {goal.Sentence}", NotKnown, NotKnown, forWhom, since);

        return EvidenceAnswer.All(
            Verdict(goal, margin),
            $"{MetricLabel.Of(metric)}: {Harm(metric, harm)}, between {Limit(metric, goal.Low)} and {Limit(metric, goal.High)}{Cuped(goal)}.",
            Sureness(goal),
            forWhom,
            since);
    }

    /// <summary>The metric that speaks for a comparison: one that takes back, else one that decides about promotion, else one that has a number at all; null when nothing was compared.</summary>
    public static string? Speaker(Comparison? seen) => seen?.Metrics
        .OrderByDescending(m => m.Verdict == ComparisonVerdict.RollBack)
        .ThenByDescending(m => m.IsEstimable)
        .ThenByDescending(m => m.Role == MetricRole.Goal)
        .FirstOrDefault()?.Metric;

    private static string Verdict(MetricComparison goal, double margin) => goal switch
    {
        { Verdict: ComparisonVerdict.RollBack } => $"No, {goal.Variant} is worse.",
        { High: < 0 } => $"Yes, {goal.Variant} is better.",
        { High: { } high } when high < margin => $"It is no worse than the margin of {MetricReader.InWords(goal.Metric, margin)}; whether it is better is open.",
        _ => $"Not known yet: the interval still holds the margin of {MetricReader.InWords(goal.Metric, margin)}.",
    };

    private static string Sureness(MetricComparison goal)
    {
        if (WinChance.Of(goal) is not { } chance)
            return $"Chance to win is not estimable for {goal.Metric}; the interval is.";
        var planned = goal is { PlannedLow: { } low, PlannedHigh: { } high } ? $" At the planned size the one-look interval is {Limit(goal.Metric, low)} to {Limit(goal.Metric, high)}." : "";
        return $"Chance to win {Wording.Percent(chance.Chance)}; expected loss of promoting {MetricReader.InWords(goal.Metric, chance.LossOfShipping)}, of keeping the champion {MetricReader.InWords(goal.Metric, chance.LossOfKeeping)} ({chance.Method}).{planned}";
    }

    private static string Cuped(MetricComparison goal) =>
        goal.VarianceExplained is { } explained ? $"; the callers' covariate takes {Wording.Percent(explained)} of the variance away" : "";

    private static string Harm(string metric, double harm) => harm == 0 ? "no difference" : $"{MetricReader.InWords(metric, Math.Abs(harm))} {(harm > 0 ? "worse" : "better")}";

    private static string Limit(string metric, double? limit) => limit is { } known ? Harm(metric, known) : "what is not estimable";
}
