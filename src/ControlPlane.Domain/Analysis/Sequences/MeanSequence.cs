using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Confidence sequence for a difference of means: intervals that hold at all times together, so the page may be watched.
/// The normal mixture with ρ² = (−2 ln α + ln(1 − 2 ln α))/N*, N* being the total number of units at which it is tightest.
/// Asymptotic: not before about 100 units and 10 events per arm.
/// Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (arXiv 2103.06476), eq. 9 and 161; the same bound as Howard et al.'s normal mixture. Immutable.
/// </summary>
public sealed class MeanSequence
{
    /// <summary>A sequence for one comparison; freeze it before the first unit.</summary>
    /// <param name="alpha">Chance that any interval ever misses: inside (0, 1), for one-sided use inside (0, ½).</param>
    /// <param name="tuningSampleSize">N*, planned total units of both arms, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public MeanSequence(double alpha, double tuningSampleSize)
    {
        Alpha = Require.InsideUnit(alpha);
        TuningSampleSize = Require.Positive(tuningSampleSize);
    }

    /// <summary>Chance that any interval ever misses.</summary>
    public double Alpha { get; }

    /// <summary>N*.</summary>
    public double TuningSampleSize { get; }

    /// <summary>ρ of the two-sided form, per √unit.</summary>
    public double Rho => Math.Sqrt(RhoSquared(Alpha));

    /// <summary>Two-sided interval now.</summary>
    /// <param name="effect">The estimate now.</param>
    /// <param name="units">Units of both arms together, above 0.</param>
    public ConfidenceInterval Interval(EffectEstimate effect, double units) =>
        ConfidenceInterval.Around(effect.Effect, effect.StandardError * StandardErrorsWide(units));

    /// <summary>Lower limit now, when only a fall would matter; the upper limit is infinite.</summary>
    public double LowerLimit(EffectEstimate effect, double units) => effect.Effect - (effect.StandardError * OneSidedStandardErrorsWide(units));

    /// <summary>Upper limit now, when only a rise would matter; the lower limit is minus infinity.</summary>
    public double UpperLimit(EffectEstimate effect, double units) => effect.Effect + (effect.StandardError * OneSidedStandardErrorsWide(units));

    /// <summary>Evidence that the effect is not 0: exp(ρ²·S/(2(nρ²+1)))/√(nρ²+1), S = n·(effect/se)².</summary>
    public EValue Evidence(EffectEstimate effect, double units)
    {
        var information = Require.Positive(units) * RhoSquared(Alpha);
        var z = effect.Standardised;
        return new((information * z * z / (2 * (information + 1))) - (0.5 * Math.Log(information + 1)));
    }

    /// <summary>Half-width in standard errors, such as 3.04 at n = N* and α = 0.05, where a fixed horizon has 1.96.</summary>
    public double StandardErrorsWide(double units)
    {
        var information = Require.Positive(units) * RhoSquared(Alpha);
        return Math.Sqrt(2 * (information + 1) / information * ((0.5 * Math.Log(information + 1)) - Math.Log(Alpha)));
    }

    /// <summary>One-sided half-width in standard errors: √(2(nρ²+1)/(nρ²)·ln(1 + √(nρ²+1)/(2α))), ρ for 2α.</summary>
    /// <exception cref="InvalidOperationException">α is not below ½.</exception>
    public double OneSidedStandardErrorsWide(double units)
    {
        if (Alpha >= 0.5)
            throw new InvalidOperationException($"A one-sided sequence needs an alpha below 0.5, has {Alpha}.");

        var information = Require.Positive(units) * RhoSquared(2 * Alpha);
        return Math.Sqrt(2 * (information + 1) / information * Math.Log(1 + (Math.Sqrt(information + 1) / (2 * Alpha))));
    }

    private double RhoSquared(double alpha) => 1 / NormalMixture.BestRho(TuningSampleSize, alpha);
}
