using System.Globalization;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>What one reading amounts to: roll back, promote or hold, with a sentence. Stateless.</summary>
internal static class VerdictRule
{
    /// <summary>The comparison of one metric without a correction for several goals.</summary>
    public static MetricComparison Judge(ComparisonPlan plan, ComparedMetric metric, ComparedVariant challenger, ComparisonInput input)
    {
        var (reading, why) = MetricReadings.Of(metric, challenger, input.Champion);
        var empty = new MetricComparison { Variant = challenger.Name, Metric = metric.Metric, Role = metric.Role, Verdict = ComparisonVerdict.Hold, Sentence = why };
        if (reading is null)
            return empty;

        var before = input.Before?.Find(challenger.Name, metric.Metric);
        var stratum = reading.HarmEvidence;
        var evidence = input.Earlier.TryGetValue(ComparisonInput.KeyOf(challenger.Name, metric.Metric), out var earlier)
            ? earlier.Times(stratum).Average(stratum) // So that quiet earlier steps do not hide harm that begins now.
            : stratum;
        var interval = reading.Always(metric.Alpha);
        var margin = metric.MarginAgainst(reading.Champion ?? 0);
        var isPlanned = plan.PlannedPerVariant is { } size && Math.Min(reading.Units, reading.ChampionUnits) >= size;
        var planned = isPlanned ? reading.Planned(metric.Alpha) : ConfidenceInterval.NotEstimable;
        var comparison = empty with
        {
            Value = reading.Value,
            Champion = reading.Champion,
            Harm = reading.Harm,
            Low = Finite(interval.Lower),
            High = Finite(interval.Upper),
            StandardError = reading.StandardError,
            Margin = margin,
            HarmGate = metric.HarmGateAgainst(reading.Champion ?? 0),
            StratumEvidence = stratum.Log,
            HarmEvidence = evidence.Log,
            HarmP = Math.Min(before?.HarmP ?? 1, evidence.PValue),
            PromotionP = Math.Min(before?.PromotionP ?? 1, interval.Upper < margin ? reading.PromotionP(margin) : 1),
            PlannedLow = Finite(planned.Lower),
            PlannedHigh = Finite(planned.Upper),
            Units = reading.Units,
            ChampionUnits = reading.ChampionUnits,
            DesignEffect = reading.Design,
            VarianceExplained = reading.VarianceExplained,
        };
        return Decide(comparison, reading, metric, evidence.PValue, WhyNotYet(plan, reading, input.Completeness));
    }

    /// <summary>A value of harm as people read it.</summary>
    public static string HarmInWords(string metric, double harm) => harm switch
    {
        0 => "no difference",
        > 0 => $"worse by {MetricReader.InWords(metric, harm)}",
        _ => $"better by {MetricReader.InWords(metric, -harm)}",
    };

    private static MetricComparison Decide(MetricComparison seen, Reading reading, ComparedMetric metric, double harmP, string? waiting)
    {
        var harm = seen.Harm!.Value;
        var what = $"{seen.Metric} of {seen.Variant} is {MetricReader.InWords(seen.Metric, reading.Value)}{(seen.Champion is { } champion ? $" against {MetricReader.InWords(seen.Metric, champion)}" : "")}";
        var numbers = $"{what}: {HarmInWords(seen.Metric, harm)}, interval {LimitInWords(seen.Metric, seen.Low)} to {LimitInWords(seen.Metric, seen.High)}, {seen.Units} and {seen.ChampionUnits} units";

        // Harm has two witnesses, the interval's lower end and the sequence of counts or ranks; each has half of alpha.
        var isGated = harm > Math.Max(seen.HarmGate!.Value, reading.NoHarm);
        if (isGated && (harmP < ComparisonPlan.KillAlpha || harmP <= metric.Alpha / 2 || seen.Low > reading.NoHarm))
        {
            return seen with
            {
                Verdict = ComparisonVerdict.RollBack,
                Sentence = string.Create(CultureInfo.InvariantCulture, $"{numbers}; p = {seen.HarmP:0.#####}, harm over {MetricReader.InWords(seen.Metric, seen.HarmGate.Value)} is taken back."),
            };
        }

        var margin = MetricReader.InWords(seen.Metric, seen.Margin!.Value);
        if (!(seen.High < seen.Margin))
            return seen with { Sentence = $"{numbers}; the interval still holds the margin of {margin}." };
        if (waiting is not null)
            return seen with { Sentence = $"{numbers}; within the margin of {margin}, but {waiting}." };
        return seen with { Verdict = ComparisonVerdict.Promote, Sentence = $"{numbers}; within the margin of {margin}." };
    }

    private static string? WhyNotYet(ComparisonPlan plan, Reading reading, Completeness completeness)
    {
        var fewest = Math.Min(reading.Units, reading.ChampionUnits);
        if (fewest < plan.MinimumUnits && reading.Events < ComparisonPlan.LeastEvents)
            return $"a promotion needs {plan.MinimumUnits} units or {ComparisonPlan.LeastEvents} events of each variant, there are {fewest} and {reading.Events}";
        if (completeness.Outliers.Count > 0)
            return $"the numbers of {string.Join(", ", completeness.Outliers)} cannot be true, or bear the time of a wrong clock, so they do not promote";
        var stuck = completeness.Stuck.Count > 0 ? $" (telemetry of {string.Join(", ", completeness.Stuck)} is stuck)" : "";
        return completeness.Share < Completeness.Enough
            ? string.Create(CultureInfo.InvariantCulture, $"only {completeness.Share * 100:0.#} % of what agents counted has arrived{stuck}, a promotion needs {Completeness.Enough * 100:0} %")
            : null;
    }

    private static string LimitInWords(string metric, double? limit) => limit is { } known ? MetricReader.InWords(metric, known) : "not estimable";

    private static double? Finite(double limit) => double.IsFinite(limit) ? limit : null;
}
