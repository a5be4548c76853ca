namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Two-sided normal-mixture boundary for a sum S with accumulated variance V ("intrinsic time"):
/// supermartingale √(ρ/(V+ρ))·exp(S²/(2(V+ρ))), boundary √((V+ρ)·(ln(1+V/ρ) + 2 ln(1/α))).
/// Source: Howard, Ramdas, McAuliffe, Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences" (2021), eq. 14. Immutable.
/// </summary>
public sealed class NormalMixture
{
    /// <summary>The mixture whose boundary is near its tightest at one variance and level.</summary>
    /// <param name="tightestVariance">V at which to be tight, above 0.</param>
    /// <param name="tightestAlpha">Level at which to be tight, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public NormalMixture(double tightestVariance, double tightestAlpha) => Rho = BestRho(tightestVariance, tightestAlpha);

    /// <summary>ρ, in units of V.</summary>
    public double Rho { get; }

    /// <summary>The evidence of a sum at a variance.</summary>
    public EValue Evidence(double sum, double variance)
    {
        Require.NotNegative(variance);
        return new((0.5 * Math.Log(Rho / (variance + Rho))) + (sum * sum / (2 * (variance + Rho))));
    }

    /// <summary>The |S| that is exceeded, ever, with chance at most α when nothing differs.</summary>
    public double Boundary(double variance, double alpha)
    {
        Require.NotNegative(variance);
        return Math.Sqrt((variance + Rho) * (Math.Log(1 + (variance / Rho)) - (2 * Math.Log(Require.InsideUnit(alpha)))));
    }

    /// <summary>v / (2 ln(1/α) + ln(1 + 2 ln(1/α))): the ρ that is near best at v.</summary>
    internal static double BestRho(double variance, double alpha)
    {
        var twoLogs = -2 * Math.Log(Require.InsideUnit(alpha));
        return Require.Positive(variance) / (twoLogs + Math.Log(1 + twoLogs));
    }
}
