using ControlPlane.Domain.Analysis.Quantiles;

namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Always-valid test that two arms share a quantile, such as p99 of the latency, without assuming any distribution.
/// For each candidate x the count below x speaks against "x is the quantile" by a beta-binomial mixture; the two arms' evidence adds,
/// and the candidate they agree on best decides.
/// Source: S. R. Howard, A. Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm identification" (2022), section 6. Stateless.
/// </summary>
public static class QuantileSequence
{
    private const double GoldenRatio = 0.61803398874989484820;

    /// <summary>The evidence that the arms' quantiles differ.</summary>
    /// <param name="first">One arm.</param>
    /// <param name="second">The other arm; both need at least one observation.</param>
    /// <param name="quantile">Inside (0, 1), such as 0.99.</param>
    /// <param name="tightestCount">Observations per arm at which the test is near its sharpest, above 0.</param>
    /// <param name="tightestAlpha">Level at which it is, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static EValue Evidence(
        EmpiricalDistribution first, EmpiricalDistribution second, double quantile, double tightestCount, double tightestAlpha)
    {
        var variance = Require.InsideUnit(quantile) * (1 - quantile);
        var mixture = new BetaBinomialMixture(Require.Positive(tightestCount) * variance, tightestAlpha, quantile, 1 - quantile);
        var firstArm = new Arm(first, mixture, quantile);
        var secondArm = new Arm(second, mixture, quantile);

        // Between two observations nothing changes that the neighbouring observations do not cover already.
        var least = double.PositiveInfinity;
        foreach (var candidate in first.Values.Concat(second.Values))
            least = Math.Min(least, firstArm.Against(candidate) + secondArm.Against(candidate));
        return new(least);
    }

    private sealed class Arm
    {
        private readonly EmpiricalDistribution _observed;
        private readonly BetaBinomialMixture _mixture;
        private readonly double _quantile;
        private readonly double _bestShare;

        public Arm(EmpiricalDistribution observed, BetaBinomialMixture mixture, double quantile)
        {
            _observed = observed;
            _mixture = mixture;
            _quantile = quantile;
            _bestShare = LeastSuspiciousShare();
        }

        // A value seen several times leaves the share below it open between two bounds; the least suspicious share inside counts.
        public double Against(double candidate) =>
            EvidenceOf(Math.Clamp(_bestShare, _observed.ShareBelow(candidate), _observed.ShareAtOrBelow(candidate)));

        private double EvidenceOf(double shareBelow) =>
            _mixture.Evidence((shareBelow - _quantile) * _observed.Count, _quantile * (1 - _quantile) * _observed.Count).Log;

        // The evidence is convex in the share, so golden-section search finds its minimum.
        private double LeastSuspiciousShare()
        {
            double low = 0, high = 1;
            while (high - low > 1e-10)
            {
                var left = high - (GoldenRatio * (high - low));
                var right = low + (GoldenRatio * (high - low));
                if (EvidenceOf(left) < EvidenceOf(right))
                    high = right;
                else
                    low = left;
            }

            return (low + high) / 2;
        }
    }
}
