using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>
/// Distribution-free interval for a quantile between two order statistics, ranks from the binomial law of how many values lie below it;
/// the way to a limit for p99 from raw values or from a sketch read at these ranks.
/// Source: H. A. David, H. N. Nagaraja, Order Statistics, section 7.1. Immutable.
/// </summary>
/// <param name="Lower">Rank of the lower limit, from 1; null when the data are too few for one.</param>
/// <param name="Upper">Rank of the upper limit, from 1; null when the data are too few for one.</param>
/// <param name="Coverage">Chance that the interval, open where a limit is null, holds the quantile.</param>
public sealed record QuantileRanks(long? Lower, long? Upper, double Coverage)
{
    /// <summary>Ranks with equal tails: the largest l with P(Bin ≤ l−1) ≤ tail, the smallest u with P(Bin ≥ u) ≤ tail.</summary>
    /// <param name="count">Values, at least 1.</param>
    /// <param name="quantile">Inside (0, 1).</param>
    /// <param name="confidence">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static QuantileRanks Of(long count, double quantile, double confidence)
    {
        Require.AtLeast(1, count);
        Require.InsideUnit(quantile);
        var tail = (1 - Require.InsideUnit(confidence)) / 2;

        var lower = LastTrue(0, count, rank => BinomialTail.AtMost(rank - 1, count, quantile) <= tail);
        var upper = LastTrue(-count - 1, -1, rank => BinomialTail.AtLeast(-rank, count, quantile) <= tail);
        var below = lower == 0 ? 0 : BinomialTail.AtMost(lower - 1, count, quantile);
        var above = -upper > count ? 0 : BinomialTail.AtLeast(-upper, count, quantile);
        return new(lower == 0 ? null : lower, -upper > count ? null : -upper, 1 - below - above);
    }

    /// <summary>Fewest values for which the upper limit is finite: quantileⁿ ≤ tail, such as 368 for p99 at a tail of 2.5 %.</summary>
    /// <param name="quantile">Inside (0, 1).</param>
    /// <param name="tail">Error allowed at that end, inside (0, 1): half of 1 − confidence for a two-sided interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static long LeastCountForUpperLimit(double quantile, double tail)
    {
        double step = Math.Log(Require.InsideUnit(quantile)), goal = Math.Log(Require.InsideUnit(tail));

        // The quotient may lie a rounding error beside a whole number.
        var count = Math.Max(1, (long)Math.Ceiling(goal / step));
        return count > 1 && (count - 1) * step <= goal ? count - 1 : count;
    }

    // Greatest number for which a condition that turns from true to false holds; the first always does.
    private static long LastTrue(long first, long last, Func<long, bool> condition)
    {
        while (first < last)
        {
            var middle = first + ((last - first + 1) / 2);
            if (condition(middle))
                first = middle;
            else
                last = middle - 1;
        }

        return first;
    }
}
