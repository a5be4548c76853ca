using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Analysis.Power;

/// <summary>
/// Power for a relative lift r. The standard error depends on the lift itself: se² = s²/n·(1/m² + m_B²/m⁴), m_B = m(1+r). Immutable.
/// </summary>
/// <param name="Unit">Mean m and variance s² of one unit at the baseline, with the number of units n per arm; the mean is not 0.</param>
/// <param name="Alpha">Two-sided, inside (0, 1).</param>
public sealed record RelativeLiftPower(MetricSample Unit, double Alpha)
{
    private const double GreatestLift = 1e9;

    /// <summary>Chance to find a true lift.</summary>
    /// <param name="lift">r, such as 0.05 for 5 %.</param>
    public double Power(double lift)
    {
        var treatment = new MetricSample(Unit.Count, Unit.Mean * (1 + Require.Finite(lift)), Unit.Variance);
        var effect = EffectEstimate.Between(Unit, treatment, EffectScale.Relative);
        return MeanPower.OfStandardised(lift / effect.StandardError, Alpha);
    }

    /// <summary>Smallest lift upwards that is found with a power.</summary>
    /// <param name="power">Inside (α, 1).</param>
    /// <returns>The lift; null when no lift is found that surely, because the error of the baseline grows with it.</returns>
    public double? SmallestLift(double power)
    {
        Require.InsideUnit(power);
        if (power <= Alpha)
            throw new ArgumentOutOfRangeException(nameof(power), power, $"must exceed alpha {Alpha}");

        var reach = 1e-6;
        while (Power(reach) < power)
        {
            reach *= 2;
            if (reach > GreatestLift)
                return null;
        }

        return MonotoneRoot.Between(0, reach, lift => (lift == 0 ? Alpha : Power(lift)) - power);
    }
}
