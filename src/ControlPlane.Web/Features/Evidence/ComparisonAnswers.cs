using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Is it better, by how much, how sure, since when: what the newest comparison says of the primary metric. Stateless.</summary>
public static class ExperimentAnswers
{
    /// <summary>The answers for one challenger.</summary>
    /// <param name="seen">The newest comparison; null before the first.</param>
    /// <param name="metric">The primary metric.</param>
    /// <param name="since">When its evidence began; null while agents have not confirmed.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<ExperimentAnswer> Of(Comparison? seen, string metric, DateTimeOffset? since, DateTimeOffset now)
    {
        if (seen?.Metrics.FirstOrDefault(m => m.Metric == metric) is not { } goal)
            return [new("Is it better?", "Not known yet: nothing was compared.")];
        if (seen.SampleRatio.IsMismatch)
            return [new("Is it better?", seen.SampleRatio.Sentence)];
        if (goal is not { Harm: { } harm, Margin: { } margin })
            return [new("Is it better?", $"Not known: {goal.Sentence}")];

        return
        [
            new("Is it better?", Verdict(goal, margin)),
            new("By how much?", $"{Harm(metric, harm)}, between {Limit(metric, goal.Low)} and {Limit(metric, goal.High)}{Cuped(goal)}."),
            new("How sure?", Sureness(goal)),
            new("Since when?", since is { } began ? $"{Wording.Time(now - began)} of this split, {Wording.Count(goal.Units)} against {Wording.Count(goal.ChampionUnits)} units." : "The split is not confirmed by every agent yet."),
        ];
    }

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

    private static string Harm(string metric, double harm) => harm == 0 ? "No difference" : $"{MetricReader.InWords(metric, Math.Abs(harm))} {(harm > 0 ? "worse" : "better")}";

    private static string Limit(string metric, double? limit) => limit is { } known ? Harm(metric, known).ToLowerInvariant() : "what is not estimable";
}
