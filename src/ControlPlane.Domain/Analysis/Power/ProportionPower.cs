using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Power;

/// <summary>
/// Power and size of a fixed-horizon test of two shares: variance pooled under the null, unpooled under the alternative.
/// Source: J. L. Fleiss, Statistical Methods for Rates and Proportions, chapter 4. Immutable.
/// </summary>
public sealed record ProportionPower
{
    private readonly double _spreadUnderNull;
    private readonly double _spread;

    /// <summary>A true difference to find.</summary>
    /// <param name="first">True share of the first arm, inside (0, 1).</param>
    /// <param name="second">True share of the second arm, inside (0, 1), not the same.</param>
    /// <param name="ratio">Units of the second arm per unit of the first, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public ProportionPower(double first, double second, double ratio = 1)
    {
        Difference = Require.InsideUnit(first) - Require.InsideUnit(second);
        Require.Positive(ratio);
        var pooled = (first + (ratio * second)) / (1 + ratio);
        _spreadUnderNull = Math.Sqrt(pooled * (1 - pooled) * (1 + (1 / ratio)));
        _spread = Math.Sqrt((first * (1 - first)) + (second * (1 - second) / ratio));
    }

    /// <summary>First share minus second.</summary>
    public double Difference { get; }

    /// <summary>Chance that a two-sided test finds it.</summary>
    /// <param name="units">Units of the first arm, above 0.</param>
    /// <param name="alpha">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public double Power(double units, double alpha)
    {
        var critical = NormalTail.UpperQuantile(Require.InsideUnit(alpha) / 2) * _spreadUnderNull;
        var distance = Difference * Math.Sqrt(Require.Positive(units));
        return NormalTail.Above((critical - distance) / _spread) + NormalTail.Below((-critical - distance) / _spread);
    }

    /// <summary>
    /// Units of the first arm for a power: ((z_α·σ₀ + z_power·σ₁)/difference)², counting rejections in the true direction only, which matters below half power.
    /// </summary>
    /// <param name="power">Inside (0, 1).</param>
    /// <param name="alpha">Inside (0, 1); halved when two-sided.</param>
    /// <param name="alternative">Two-sided, or either side.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    /// <exception cref="InvalidOperationException">The shares are equal.</exception>
    public double UnitsFor(double power, double alpha, Alternative alternative = Alternative.TwoSided)
    {
        if (Difference == 0)
            throw new InvalidOperationException("Equal shares differ at no sample size.");

        var tail = alternative == Alternative.TwoSided ? Require.InsideUnit(alpha) / 2 : alpha;
        var distance = (NormalTail.UpperQuantile(tail) * _spreadUnderNull) + (NormalTail.UpperQuantile(1 - Require.InsideUnit(power)) * _spread);
        return Math.Pow(distance / Difference, 2);
    }

    /// <summary>Cohen's h = 2·asin√p₁ − 2·asin√p₂: a difference on the scale on which all shares have one variance.</summary>
    /// <param name="first">In [0, 1].</param>
    /// <param name="second">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of bounds.</exception>
    public static double CohensH(double first, double second) =>
        2 * (Math.Asin(Math.Sqrt(Require.Unit(first))) - Math.Asin(Math.Sqrt(Require.Unit(second))));
}
