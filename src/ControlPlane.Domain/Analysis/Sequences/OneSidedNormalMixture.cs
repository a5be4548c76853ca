using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// One-sided normal-mixture boundary: supermartingale 2·√(ρ/(V+ρ))·exp(S²/(2(V+ρ)))·Φ(S/√(V+ρ)), mixing over positive means only.
/// Its boundary has no closed form and is found by bisection.
/// Source: Howard, Ramdas, McAuliffe, Sekhon (2021), proposition 6. Immutable.
/// </summary>
public sealed class OneSidedNormalMixture
{
    /// <summary>The mixture whose boundary is near its tightest at one variance and level.</summary>
    /// <param name="tightestVariance">V at which to be tight, above 0.</param>
    /// <param name="tightestAlpha">Level at which to be tight, inside (0, ½).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public OneSidedNormalMixture(double tightestVariance, double tightestAlpha) => Rho = NormalMixture.BestRho(tightestVariance, 2 * tightestAlpha);

    /// <summary>ρ, in units of V.</summary>
    public double Rho { get; }

    /// <summary>The evidence that the sum drifts upwards.</summary>
    public EValue Evidence(double sum, double variance)
    {
        var total = Require.NotNegative(variance) + Rho;
        return new((0.5 * Math.Log(4 * Rho / total)) + (sum * sum / (2 * total)) + Math.Log(NormalTail.Below(sum / Math.Sqrt(total))));
    }

    /// <summary>The S that is exceeded, ever, with chance at most α when there is no upward drift.</summary>
    public double Boundary(double variance, double alpha)
    {
        var threshold = -Math.Log(Require.InsideUnit(alpha));
        return MonotoneRoot.Above(0, Math.Sqrt(variance + Rho), sum => Evidence(sum, variance).Log - threshold);
    }
}
