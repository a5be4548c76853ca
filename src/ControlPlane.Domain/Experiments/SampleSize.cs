using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Power;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Experiments;

/// <summary>How many units an experiment needs, before it starts. Fixed horizon, two-sided; equal arms unless said. Stateless.</summary>
public static class SampleSize
{
    /// <summary>Power by custom.</summary>
    public const double DefaultPower = 0.8;

    /// <summary>Units per arm for a difference of means: 2(z_{1−α/2} + z_power)²·σ²/δ², not rounded.</summary>
    /// <param name="difference">δ, smallest difference worth finding, in the metric's units, not 0.</param>
    /// <param name="variance">σ² of one unit, in squared units, above 0.</param>
    /// <param name="alpha">Two-sided, inside (0, 1).</param>
    /// <param name="power">Inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double PerArmForMeans(double difference, double variance, double alpha, double power = DefaultPower)
    {
        var z = NormalTail.UpperQuantile(Require.InsideUnit(alpha) / 2) + NormalTail.UpperQuantile(1 - Require.InsideUnit(power));
        return 2 * z * z * Require.Positive(variance) / Math.Pow(Require.Positive(Math.Abs(difference), nameof(difference)), 2);
    }

    /// <summary>Units per arm for a difference of shares, not rounded.</summary>
    /// <param name="first">True share of one arm, inside (0, 1).</param>
    /// <param name="second">True share of the other, inside (0, 1), not the same.</param>
    /// <param name="alpha">Two-sided, inside (0, 1).</param>
    /// <param name="power">Inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double PerArmForShares(double first, double second, double alpha, double power = DefaultPower) =>
        new ProportionPower(first, second).UnitsFor(power, alpha);

    /// <summary>
    /// Factor on a fixed-horizon size when the test is watched all the time: ((w + z_power)/(z_{1−α/2} + z_power))²,
    /// w being the sequence's width at its tuning size. An upper bound, about 1.9 at 5 % and 80 %.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double PriceOfWatching(double alpha, double power = DefaultPower)
    {
        var zPower = NormalTail.UpperQuantile(1 - Require.InsideUnit(power));
        var wide = new MeanSequence(alpha, 1).StandardErrorsWide(1);
        return Math.Pow((wide + zPower) / (NormalTail.UpperQuantile(alpha / 2) + zPower), 2);
    }

    /// <summary>Share of units that the control should get against several treatments: √k parts to one part each. Source: C. W. Dunnett (1955).</summary>
    /// <param name="treatments">k, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no treatment.</exception>
    public static double BestControlShare(int treatments)
    {
        var root = Math.Sqrt(Require.AtLeast(1, treatments));
        return root / (root + treatments);
    }
}
