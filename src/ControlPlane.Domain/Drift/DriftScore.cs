using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// How far one window of one feature lies from its reference. Moved means two things at once: so far that it matters
/// (an index above the customary limit and above what rows as few would show by chance), and not by chance (a test at the rate the rule allows).
/// The other distances are shown and do not decide. Immutable.
/// </summary>
public sealed record DriftScore
{
    /// <summary>Rows up to which Kolmogorov–Smirnov is given; beyond, every difference is significant, and Wasserstein's distance is given.</summary>
    public const long MostRowsForTest = 1_000;

    /// <summary>The feature.</summary>
    public required string Name { get; init; }

    /// <summary>Rows of the window.</summary>
    public required long Rows { get; init; }

    /// <summary>Why nothing can be said; null when it can, and then the numbers below are known.</summary>
    public string? NotEstimable { get; init; }

    /// <summary>Population stability index with half a row added to each bin on both sides, without unit.</summary>
    public double Index { get; init; } = double.NaN;

    /// <summary>Index above which the window counts as moved: the larger of the customary limit and the point that 5 % of windows without drift exceed.</summary>
    public double Limit { get; init; } = double.NaN;

    /// <summary>Chance of a difference as large without drift: chi-square homogeneity over the bins, 0 to 1.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Rate the p-value is held against.</summary>
    public double Rate { get; init; } = double.NaN;

    /// <summary>Expected share of false claims among all subjects of the window at least as unlikely as this one (Benjamini–Hochberg); for exploring, does not decide.</summary>
    public double QValue { get; init; } = double.NaN;

    /// <summary>Jensen–Shannon distance over the bins, 0 to 1.</summary>
    public double JensenShannon { get; init; } = double.NaN;

    /// <summary>Kolmogorov–Smirnov's p-value; null for categories and beyond <see cref="MostRowsForTest"/> rows.</summary>
    public double? KolmogorovSmirnov { get; init; }

    /// <summary>Wasserstein's distance in standard deviations of the reference; null for categories and up to <see cref="MostRowsForTest"/> rows.</summary>
    public double? Wasserstein { get; init; }

    /// <summary>Whether the window lies further from the reference than the rule allows.</summary>
    public bool IsMoved => Index > Limit && PValue < Rate;

    /// <summary>Scores a window.</summary>
    /// <param name="reference">The frozen feature.</param>
    /// <param name="window">The window; null when no row of it was looked at.</param>
    /// <param name="rule">What counts.</param>
    /// <param name="features">How many features are judged together, at least 1.</param>
    public static DriftScore Of(FeatureReference reference, FeatureWindow? window, DriftRule rule, int features)
    {
        var score = new DriftScore { Name = reference.Name, Rows = window?.Rows ?? 0 };
        if (window is null || window.Rows < rule.LeastRows)
            return score with { NotEstimable = $"{score.Rows} of {rule.LeastRows} rows." };
        if (!reference.Fits(window))
            return score with { NotEstimable = $"The reference holds {(reference.IsNumeric ? "numbers" : "categories")}, the window does not: freeze a new reference." };

        IReadOnlyList<long> expected = reference.Counts, actual = reference.CountsOf(window);
        var bins = Math.Max(2, expected.Zip(actual).Count(bin => bin.First + bin.Second > 0));
        var binned = score with
        {
            Index = StabilityIndex.Smoothed(expected, actual),
            Limit = Math.Max(rule.LeastIndex, StabilityIndex.NullQuantile(reference.Rows, window.Rows, bins, 0.05)),
            PValue = CategoryTest.Homogeneity([expected, actual]).PValue,
            Rate = ExpectedRunTime.FalseAlarmRatePerFeature(rule.ExpectedLooks, features),
            JensenShannon = DistributionDistance.JensenShannon([.. expected.Select(c => (double)c)], [.. actual.Select(c => (double)c)], 2),
        };
        return reference.Sketch is { } bytes && window.Sketch is { Count: > 0 } sketch && FeatureSketch.FromBytes(bytes) is { IsAccepted: true } frozen
            ? WithValues(binned, frozen.Value, sketch)
            : binned;
    }

    private static DriftScore WithValues(DriftScore score, FeatureSketch reference, FeatureSketch current) =>
        Math.Min(reference.Count, current.Count) <= MostRowsForTest
            ? score with { KolmogorovSmirnov = KolmogorovSmirnovTest.Asymptotic(LargestStep(reference, current) * Math.Sqrt((double)reference.Count / (reference.Count + current.Count) * current.Count)) }
            : score with { Wasserstein = Spreads(reference, current) };

    // Bins are ties, with which the law of distinct values errs to the safe side.
    private static double LargestStep(FeatureSketch reference, FeatureSketch current)
    {
        double largest = 0, difference = 0;
        foreach (var bin in reference.Bins.Keys.Union(current.Bins.Keys).Order())
        {
            difference += ((double)reference.Bins.GetValueOrDefault(bin) / reference.Count) - ((double)current.Bins.GetValueOrDefault(bin) / current.Count);
            largest = Math.Max(largest, Math.Abs(difference));
        }

        return Math.Min(1, largest);
    }

    private static double Spreads(FeatureSketch reference, FeatureSketch current)
    {
        double[] values = ValuesOf(reference), weights = WeightsOf(reference);
        var mean = values.Zip(weights, (value, weight) => value * weight).Sum() / reference.Count;
        var spread = Math.Sqrt(values.Zip(weights, (value, weight) => weight * (value - mean) * (value - mean)).Sum() / reference.Count);
        return WassersteinDistance.Of(values, weights, ValuesOf(current), WeightsOf(current)) / Math.Max(spread, WassersteinDistance.LeastSpread);
    }

    private static double[] ValuesOf(FeatureSketch sketch) => [.. sketch.Bins.Keys.Select(bin => (double)FeatureSketch.InnerEdgeOf(bin))];

    private static double[] WeightsOf(FeatureSketch sketch) => [.. sketch.Bins.Values.Select(count => (double)count)];
}
