using System.Globalization;
using ControlPlane.Domain.Analysis.Judges;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>Scores a challenger by the series of all its checks, one value per interval and side. Pure.</summary>
public static class CanaryVerdicts
{
    /// <summary>The verdict on one challenger. It stands until every metric has <see cref="JudgeSettings.MinimumValues"/> more intervals: asking again at each would find harm by chance.</summary>
    /// <param name="settings">How to score.</param>
    /// <param name="checks">The challenger's checks; those that are only shown do not count.</param>
    /// <param name="before">The verdict before; null when there is none.</param>
    public static JudgeVerdict Of(JudgeSettings settings, IReadOnlyList<CheckRun> checks, JudgeVerdict? before = null)
    {
        var variant = checks[0].Variant;
        var deciding = checks.Where(c => !c.Check.IsDryRun).ToList();
        var fewest = deciding.Min(c => c.CountedPairs);
        var look = (before?.Looks ?? 0) + 1;
        if (look > 1 && fewest < settings.MinimumValues * look)
            return before!;
        if (fewest < settings.MinimumValues)
        {
            return new JudgeVerdict
            {
                Variant = variant,
                Result = fewest == 0 ? MeasurementResult.NoData : MeasurementResult.Inconclusive,
                Sentence = $"{variant} has {fewest} of the {settings.MinimumValues} intervals that the canary judge needs.",
            };
        }

        var found = checks.Select(c => (Run: c, Found: Judge(c, look))).ToList();
        var judged = found.FindAll(f => !f.Run.Check.IsDryRun);
        var score = CanaryScore.Of([.. judged.Select(j => new ScoredMetric(j.Found.Class, RuleOf(j.Run).Group, IsCritical(j.Run, j.Found)))], settings.Weights);
        var result = score >= settings.Pass ? MeasurementResult.Pass
            : score >= settings.Marginal ? MeasurementResult.Inconclusive
            // Kayenta's score is 0 where half the metrics are silent; silence alone takes nothing back here, and never passes.
            : judged.All(j => j.Found.Class is MetricClass.Pass or MetricClass.NoData) ? MeasurementResult.NoData
            : MeasurementResult.Fail;
        return new JudgeVerdict
        {
            Variant = variant,
            Score = score,
            Looks = look,
            Result = result,
            Classes = [.. found.Select(f => f.Found.Class)],
            Sentence = string.Create(CultureInfo.InvariantCulture, $"{variant} scores {score:0.#} of 100 in {Math.Min(fewest, CheckRun.KeptPairs)} intervals, {Standing(settings, result)}{Blame(judged)}."),
        };
    }

    /// <summary>A class in words.</summary>
    public static string InWords(MetricClass found) => found switch
    {
        MetricClass.Pass => "no significant move",
        MetricClass.High => "significantly higher",
        MetricClass.Low => "significantly lower",
        MetricClass.NoData => "no data",
        MetricClass.NoDataFail => "no data, which counts as a failure",
        _ => throw new InvalidOperationException($"{found} has no words."),
    };

    private static MetricJudgement Judge(CheckRun run, int look) => KayentaJudge.Judge(
        [.. run.Pairs.Select(p => p.Champion ?? double.NaN)], [.. run.Pairs.Select(p => p.Challenger ?? double.NaN)], RuleOf(run).ToRule(look));

    // A graded metric is critical only when its move is as large as its grade says; without data any critical metric is.
    private static bool IsCritical(CheckRun run, MetricJudgement found) => run.Check.IsCritical && (!RuleOf(run).IsGraded || found.IsCritical);

    private static JudgedMetric RuleOf(CheckRun run) => run.Check.Judged ?? new JudgedMetric();

    private static string Standing(JudgeSettings settings, MeasurementResult result) => result switch
    {
        MeasurementResult.Pass => string.Create(CultureInfo.InvariantCulture, $"at least the {settings.Pass:0.#} that pass"),
        MeasurementResult.NoData => "because too much was never measured, which is neither success nor failure",
        MeasurementResult.Fail => string.Create(CultureInfo.InvariantCulture, $"below the {settings.Marginal:0.#} that are marginal"),
        _ => string.Create(CultureInfo.InvariantCulture, $"marginal between {settings.Marginal:0.#} and {settings.Pass:0.#}, so a person decides"),
    };

    private static string Blame(List<(CheckRun Run, MetricJudgement Found)> judged)
    {
        var bad = judged.Where(j => j.Found.Class != MetricClass.Pass).Select(j =>
            $"{j.Run.Check.Metric} is {InWords(j.Found.Class)}"
            + (double.IsNaN(j.Found.Effect) ? "" : string.Create(CultureInfo.InvariantCulture, $" ({j.Found.Effect:0.##}{(RuleOf(j.Run).Measure == EffectMeasure.MeanRatio ? " times the champion's mean" : " is the chance to be above the champion")})"))
            + (IsCritical(j.Run, j.Found) ? ", critical" : "")).ToList();
        return bad.Count == 0 ? "" : $": {string.Join("; ", bad)}";
    }
}
