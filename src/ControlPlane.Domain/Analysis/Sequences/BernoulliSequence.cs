using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Confidence sequence for one share that holds at all times together and at every count, by inverting <see cref="BetaBinomialMixture"/> over the share.
/// Source: Howard, Ramdas, McAuliffe, Sekhon (2021), section 4.2. Stateless.
/// </summary>
public static class BernoulliSequence
{
    private const double Tolerance = 1e-12;

    /// <summary>Every share that the counts do not speak against by more than 1/α.</summary>
    /// <param name="sample">Events among trials so far.</param>
    /// <param name="alpha">Chance that any interval ever misses, inside (0, 1).</param>
    /// <param name="tightestTrials">Trials at which the interval is near its tightest, above 0.</param>
    /// <param name="tightestAlpha">Level at which it is near its tightest, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static ConfidenceInterval Interval(ProportionSample sample, double alpha, double tightestTrials, double tightestAlpha)
    {
        var threshold = -Math.Log(Require.InsideUnit(alpha));
        Require.Positive(tightestTrials);

        // At the ends the counts are either impossible or exactly what is expected.
        double Excess(double share) => share is <= 0 or >= 1
            ? sample.Share == share ? -1 : 1
            : new BetaBinomialMixture(share * (1 - share) * tightestTrials, tightestAlpha, share, 1 - share)
                .Evidence((sample.Share - share) * sample.Trials, share * (1 - share) * sample.Trials).Log - threshold;

        return new(
            sample.Events == 0 ? 0 : Limit(0, sample.Share, Excess),
            sample.Events == sample.Trials ? 1 : Limit(sample.Share, 1, Excess));
    }

    // When even the observed share is spoken against (α near 1) the interval shrinks to it.
    private static double Limit(double lower, double upper, Func<double, double> excess) =>
        Math.Sign(excess(lower)) == Math.Sign(excess(upper)) ? (lower == 0 ? upper : lower) : MonotoneRoot.Near(lower, upper, excess, Tolerance);
}
