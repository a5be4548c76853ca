using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Intervals for one share. Wilson's is the product's own; the others are there to guarantee coverage or to compare.
/// All limits lie in [0, 1]; at 0 events the lower limit is exactly 0, at all events the upper is exactly 1.
/// Source: L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion" (2001). Stateless.
/// </summary>
public static class ProportionInterval
{
    /// <summary>Wilson: centre (p + z²/2n)/(1+z²/n), half-width z/(1+z²/n)·√(p(1−p)/n + z²/4n²).</summary>
    /// <param name="sample">Events among trials.</param>
    /// <param name="confidence">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is out of bounds.</exception>
    public static ConfidenceInterval Wilson(ProportionSample sample, double confidence)
    {
        var z = NormalTail.TwoSidedQuantile(confidence);
        double share = sample.Share, n = sample.Trials, square = z * z / n;
        var centre = (share + (square / 2)) / (1 + square);
        var half = z / (1 + square) * Math.Sqrt((share * (1 - share) / n) + (square / (4 * n)));
        return WithExactEnds(sample, centre - half, centre + half);
    }

    /// <summary>Clopper–Pearson: beta quantiles, coverage never below the confidence.</summary>
    /// <inheritdoc cref="Wilson" />
    public static ConfidenceInterval ClopperPearson(ProportionSample sample, double confidence)
    {
        var tail = (1 - Require.InsideUnit(confidence)) / 2;
        return WithExactEnds(
            sample,
            sample.Events == 0 ? 0 : BetaTail.Quantile(tail, sample.Events, sample.Others + 1),
            sample.Others == 0 ? 1 : BetaTail.Quantile(1 - tail, sample.Events + 1, sample.Others));
    }

    /// <summary>Jeffreys: equal tails of Beta(x + ½, n − x + ½).</summary>
    /// <inheritdoc cref="Wilson" />
    public static ConfidenceInterval Jeffreys(ProportionSample sample, double confidence)
    {
        var tail = (1 - Require.InsideUnit(confidence)) / 2;
        double a = sample.Events + 0.5, b = sample.Others + 0.5;
        return WithExactEnds(sample, BetaTail.Quantile(tail, a, b), BetaTail.Quantile(1 - tail, a, b));
    }

    /// <summary>Agresti–Coull: the plain normal interval after adding z²/2 events and z²/2 others; cut to [0, 1].</summary>
    /// <inheritdoc cref="Wilson" />
    public static ConfidenceInterval AgrestiCoull(ProportionSample sample, double confidence)
    {
        var z = NormalTail.TwoSidedQuantile(confidence);
        var n = sample.Trials + (z * z);
        var share = (sample.Events + (z * z / 2)) / n;
        var half = z * Math.Sqrt(share * (1 - share) / n);
        return new(Math.Max(0, share - half), Math.Min(1, share + half));
    }

    /// <summary>One-sided upper limit when nothing happened in n trials: 1 − (1 − confidence)^(1/n), about 3/n at 95 %.</summary>
    /// <param name="trials">n, at least 1.</param>
    /// <param name="confidence">One-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double UpperLimitWithoutEvents(long trials, double confidence) =>
        -Logarithm.ExponentialMinusOne(
            Logarithm.OfOnePlus(-Require.InsideUnit(confidence)) / Require.AtLeast(1, trials));

    // Rounding must not push a limit past the end that the data allow for certain.
    private static ConfidenceInterval WithExactEnds(ProportionSample sample, double lower, double upper) =>
        new(sample.Events == 0 ? 0 : Math.Max(0, lower), sample.Others == 0 ? 1 : Math.Min(1, upper));
}
