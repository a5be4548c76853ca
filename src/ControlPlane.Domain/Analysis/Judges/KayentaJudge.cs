using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Ranks;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>
/// Judge of time-series metrics, one value a minute, compatible in its verdicts with Spinnaker Kayenta's: Mann–Whitney shift, tolerance, effect gate.
/// Different on purpose where most values are equal (counters that are mostly zero): there the interval of a shift means nothing,
/// and the shares of values above and below the common value are compared by Fisher's exact test.
/// Deterministic: no noise is added to constant series. Stateless.
/// </summary>
public static class KayentaJudge
{
    /// <summary>Judges one metric.</summary>
    /// <param name="control">The baseline's values; may hold NaN, may be empty.</param>
    /// <param name="experiment">The canary's values; likewise.</param>
    /// <param name="rule">How to judge.</param>
    public static MetricJudgement Judge(IReadOnlyList<double> control, IReadOnlyList<double> experiment, MetricRule rule)
    {
        double[] baseline = Cleaned(control, rule), canary = Cleaned(experiment, rule);
        if (baseline.Length == 0 || canary.Length == 0)
            return WithoutData(rule);
        if (AreSameMultiset(baseline, canary) || (baseline.Min() == canary.Max() && baseline.Max() == canary.Min()))
            return new(MetricClass.Pass, false, NeutralEffect(rule.Measure));

        var move = SignificantMove(baseline, canary, rule);
        var effect = EffectOf(baseline, canary, rule.Measure);
        if (rule.CriticalGate is { } critical && Gated(move, effect, critical) is var grave and not MetricClass.Pass)
            return new(grave, true, effect);

        return new(Gated(move, effect, rule.Gate), false, effect);
    }

    private static MetricJudgement WithoutData(MetricRule rule) => rule.MustHaveData
        ? new(MetricClass.NoDataFail, rule.CriticalGate is not null, double.NaN)
        : rule.Missing == MissingValues.Remove
            ? new(MetricClass.NoData, rule.CriticalGate is not null, double.NaN)
            : new(MetricClass.Pass, false, double.NaN);

    private static double[] Cleaned(IReadOnlyList<double> values, MetricRule rule)
    {
        double[] known = rule.Missing == MissingValues.Remove
            ? [.. values.Where(value => !double.IsNaN(value))]
            : [.. values.Select(value => double.IsNaN(value) ? 0 : value)];
        if (rule.Outliers == OutlierTreatment.Keep || known.Length == 0)
            return known;
        var fences = OutlierFences.Widened(known, rule.OutlierFactor);
        return [.. known.Where(value => !fences.IsOutlier(value))];
    }

    private static bool AreSameMultiset(double[] one, double[] two) => one.Length == two.Length && one.Order().SequenceEqual(two.Order());

    private static double NeutralEffect(EffectMeasure measure) => measure == EffectMeasure.MeanRatio ? 1 : 0.5;

    private static double EffectOf(double[] control, double[] experiment, EffectMeasure measure) => measure switch
    {
        EffectMeasure.MeanRatio => EffectSizes.MeanRatio(control, experiment),
        EffectMeasure.CommonLanguage => EffectSizes.CommonLanguage(control, experiment),
        _ => throw new InvalidOperationException($"Unknown measure {measure}."),
    };

    // An undefined effect (a baseline of zero) cannot be held against a gate; significance alone decides then.
    private static MetricClass Gated(MetricClass move, double effect, EffectGate gate) => move switch
    {
        MetricClass.High when double.IsNaN(effect) || effect >= gate.Increase => MetricClass.High,
        MetricClass.Low when double.IsNaN(effect) || effect <= gate.Decrease => MetricClass.Low,
        _ => MetricClass.Pass,
    };

    private static MetricClass SignificantMove(double[] control, double[] experiment, MetricRule rule)
    {
        var (isHigher, isLower) = CommonValue(control, experiment) is { } common
            ? ByShares(control, experiment, common, rule.Confidence)
            : ByShift(control, experiment, rule);
        if (isHigher && rule.Direction is JudgedDirection.Either or JudgedDirection.Increase)
            return MetricClass.High;
        return isLower && rule.Direction is JudgedDirection.Either or JudgedDirection.Decrease ? MetricClass.Low : MetricClass.Pass;
    }

    private static (bool IsHigher, bool IsLower) ByShift(double[] control, double[] experiment, MetricRule rule)
    {
        var shift = RankShift.Of(experiment, control, rule.Confidence);
        var margin = Require.NotNegative(rule.Tolerance) * Math.Abs(shift.Estimate);
        return (shift.Interval.Lower > margin, shift.Interval.Upper < -margin);
    }

    // Higher = more values above the common one, or fewer below it; the error is split where values lie on both sides.
    private static (bool IsHigher, bool IsLower) ByShares(double[] control, double[] experiment, double common, double confidence)
    {
        ProportionSample above = ShareOf(experiment, value => value > common), aboveBefore = ShareOf(control, value => value > common);
        ProportionSample below = ShareOf(experiment, value => value < common), belowBefore = ShareOf(control, value => value < common);
        var sides = (above.Events + aboveBefore.Events > 0 ? 1 : 0) + (below.Events + belowBefore.Events > 0 ? 1 : 0);
        var tail = (1 - Require.InsideUnit(confidence)) / 2 / sides;
        bool IsMore(ProportionSample one, ProportionSample other) => FisherTest.PValue(one, other, Alternative.Greater) <= tail;

        var isHigher = IsMore(above, aboveBefore) || IsMore(belowBefore, below);
        var isLower = IsMore(below, belowBefore) || IsMore(aboveBefore, above);
        return (isHigher && !isLower, isLower && !isHigher);
    }

    private static ProportionSample ShareOf(double[] values, Func<double, bool> matches) => new(values.Count(matches), values.Length);

    // The value that more than half of all values have.
    private static double? CommonValue(double[] control, double[] experiment)
    {
        double[] all = [.. control.Concat(experiment).Order()];
        var middle = all[all.Length / 2];
        return all.Count(value => value == middle) * 2 > all.Length ? middle : null;
    }
}
