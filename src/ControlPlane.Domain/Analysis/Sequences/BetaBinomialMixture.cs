using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Beta-binomial mixture for sums of bounded differences that step down by at most g and up by at most h, with accumulated variance V.
/// Exact for coin flips, where the normal mixture is only asymptotic: for a share p take g = p, h = 1 − p, V = n·p(1−p), S = events − n·p.
/// Source: Howard, Ramdas, McAuliffe, Sekhon (2021), proposition 7. Two-sided. Immutable.
/// </summary>
public sealed class BetaBinomialMixture
{
    private readonly double _prior;
    private readonly double _normaliser;

    /// <summary>The mixture whose boundary is near its tightest at one variance and level.</summary>
    /// <param name="tightestVariance">V at which to be tight, above 0.</param>
    /// <param name="tightestAlpha">Level at which to be tight, inside (0, 1).</param>
    /// <param name="down">g, largest step down, above 0.</param>
    /// <param name="up">h, largest step up, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public BetaBinomialMixture(double tightestVariance, double tightestAlpha, double down, double up)
    {
        Down = Require.Positive(down);
        Up = Require.Positive(up);
        var product = down * up;
        _prior = Math.Max(NormalMixture.BestRho(tightestVariance, tightestAlpha) - product, 1e-3 * product);
        _normaliser = LogGamma.Beta(_prior / (down * (down + up)), _prior / (up * (down + up)));
    }

    /// <summary>g.</summary>
    public double Down { get; }

    /// <summary>h.</summary>
    public double Up { get; }

    /// <summary>The evidence of a sum at a variance. The sum must be reachable: −V/h ≤ S ≤ V/g.</summary>
    public EValue Evidence(double sum, double variance)
    {
        var span = Down + Up;
        var ups = (variance + (Up * sum)) / (Up * span);
        var downs = (variance - (Down * sum)) / (Down * span);
        return new((variance / (Down * Up) * Math.Log(span)) - (ups * Math.Log(Down)) - (downs * Math.Log(Up))
            + LogGamma.Beta((_prior / (Down * span)) + downs, (_prior / (Up * span)) + ups) - _normaliser);
    }

    /// <summary>The S above 0 that is exceeded, ever, with chance at most α when nothing differs; V/g where no reachable sum is enough.</summary>
    public double Boundary(double variance, double alpha)
    {
        var threshold = -Math.Log(Require.InsideUnit(alpha));
        var greatest = Require.Positive(variance) / Down;
        return Evidence(greatest, variance).Log < threshold
            ? greatest
            : MonotoneRoot.Between(0, greatest, sum => Evidence(sum, variance).Log - threshold);
    }
}
