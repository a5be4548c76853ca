using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Boschloo's exact test of two shares: Fisher's one-sided p-value as the statistic, its chance maximised over the unknown common share.
/// Uniformly more powerful than Fisher's. Source: R. D. Boschloo (1970). One-sided. Stateless.
/// </summary>
public static class BoschlooTest
{
    /// <summary>Largest number of trials per arm; the region is found table by table.</summary>
    public const long MostTrials = 5_000;

    private const int GridSteps = 400;
    private const double RelativeSlack = 1e-7;

    /// <summary>p-values of "the first arm's share is less".</summary>
    /// <returns>Fisher's p-value, which is the statistic, and Boschloo's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An arm has more than <see cref="MostTrials"/> trials.</exception>
    public static TestResult Less(ProportionSample first, ProportionSample second)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first.Trials, MostTrials, nameof(first));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(second.Trials, MostTrials, nameof(second));
        var fisher = FisherTest.PValue(first, second, Alternative.Less);
        return new(fisher, Math.Min(1, GreatestChance(first.Trials, second.Trials, RegionStarts(first.Trials, second.Trials, fisher))));
    }

    // For each count of the first arm, the least count of the second that is at least as extreme; the region is an upper set in the second count.
    private static long[] RegionStarts(long firstTrials, long secondTrials, double fisher)
    {
        var starts = Enumerable.Repeat(secondTrials + 1, (int)firstTrials + 1).ToArray();
        var limit = fisher * (1 + RelativeSlack);
        for (var events = 0L; events <= firstTrials + secondTrials; events++)
        {
            var law = FisherTest.Law(firstTrials, secondTrials, events);
            var tail = 0.0;
            for (var first = Math.Max(0, events - secondTrials); first <= Math.Min(firstTrials, events); first++)
            {
                tail += law.Exactly(first);
                if (tail > limit)
                    break;
                starts[first] = Math.Min(starts[first], events - first);
            }
        }

        return starts;
    }

    private static double GreatestChance(long firstTrials, long secondTrials, long[] starts)
    {
        double Chance(double share)
        {
            var sum = 0.0;
            for (var first = 0; first < starts.Length; first++)
                sum += BinomialTail.Exactly(first, firstTrials, share) * BinomialTail.AtLeast(starts[first], secondTrials, share);
            return sum;
        }

        // The chance has several local maxima, so a grid finds the best one and golden section sharpens it.
        var best = Enumerable.Range(1, GridSteps - 1).MaxBy(step => Chance((double)step / GridSteps));
        double low = (best - 1.0) / GridSteps, high = (best + 1.0) / GridSteps;
        for (var step = 0; step < 80; step++)
        {
            double left = low + ((high - low) * 0.381966), right = high - ((high - low) * 0.381966);
            if (Chance(left) > Chance(right))
                high = right;
            else
                low = left;
        }

        return Chance((low + high) / 2);
    }
}
