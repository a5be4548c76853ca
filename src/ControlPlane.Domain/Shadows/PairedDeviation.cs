using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Shadows;

/// <summary>
/// <see cref="NumericDeviation"/> from sums that agents added up, in the output's units; the pairs themselves are gone.
/// Source: limits of agreement J. M. Bland, D. G. Altman (1986); concordance L. I. Lin (1989). Immutable.
/// </summary>
/// <param name="sums">At least one pair.</param>
public sealed class PairedDeviation(PairedNumbers sums)
{
    // Below this share of the squared mean a variance that was taken from sums is mostly rounding.
    private const double LeastSpread = 1e-11;

    private double Count => sums.Count;

    /// <summary>Pairs of finite numbers.</summary>
    public long Pairs => sums.Count;

    /// <summary>Mean of shadow minus champion.</summary>
    public double Bias => (sums.Shadow - sums.Champion) / Count;

    /// <summary>Mean of absolute differences.</summary>
    public double MeanAbsolute => sums.AbsoluteDifferences / Count;

    /// <summary>Largest absolute difference.</summary>
    public double Greatest => sums.LargestDifference;

    /// <summary>Root of the mean of squared differences; never below <see cref="MeanAbsolute"/>, whatever rounding took from the sums.</summary>
    public double RootMeanSquare =>
        Math.Max(MeanAbsolute, Math.Sqrt(Math.Max(0, sums.ShadowSquares + sums.ChampionSquares - (2 * sums.Products)) / Count));

    /// <summary>Pairs within the tolerance of <see cref="PairedNumbers"/>, for a share with an interval.</summary>
    public ProportionSample Within => new(sums.Within, sums.Count);

    /// <summary>Lin's concordance 2·cov/(vx + vy + (mx − my)²), divisor n; NaN where the numbers hardly vary, for which the sums have no digits left.</summary>
    public double Concordance
    {
        get
        {
            double champion = sums.Champion / Count, shadow = sums.Shadow / Count;
            var championVariance = (sums.ChampionSquares / Count) - (champion * champion);
            var shadowVariance = (sums.ShadowSquares / Count) - (shadow * shadow);
            var spread = Math.Max(championVariance, shadowVariance);
            if (spread <= LeastSpread * Math.Max(champion * champion, shadow * shadow))
                return double.NaN;
            var covariance = (sums.Products / Count) - (champion * shadow);
            return Math.Clamp(2 * covariance / (championVariance + shadowVariance + (Bias * Bias)), -1, 1);
        }
    }
}
