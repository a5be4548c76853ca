using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>
/// A quantile with the two values that lie z standard errors of its rank away: variance (n−1)/n·((upper − lower)/(2z))².
/// Source: A. Deng, U. Knoblich, J. Lu, "Applying the delta method in metric analytics" (KDD 2018), section 4. Immutable.
/// </summary>
public sealed record QuantileEstimate
{
    /// <summary>A quantile read with its limits.</summary>
    /// <param name="value">The quantile, in the values' units.</param>
    /// <param name="lower">Value at share − z·√(share(1−share)/n), at most <paramref name="value"/>.</param>
    /// <param name="upper">Value at share + z·√(share(1−share)/n), at least <paramref name="value"/>.</param>
    /// <param name="count">Values behind it, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds or not finite.</exception>
    public QuantileEstimate(double value, double lower, double upper, long count)
    {
        Value = Require.Finite(value);
        Lower = Require.Finite(lower) <= value ? lower : throw new ArgumentOutOfRangeException(nameof(lower), lower, $"must not exceed the quantile {value}");
        Upper = Require.Finite(upper) >= value ? upper : throw new ArgumentOutOfRangeException(nameof(upper), upper, $"must not be less than the quantile {value}");
        Count = Require.AtLeast(2, count);
    }

    /// <summary>The quantile.</summary>
    public double Value { get; }

    /// <summary>Value z standard errors of the rank below.</summary>
    public double Lower { get; }

    /// <summary>Value z standard errors of the rank above.</summary>
    public double Upper { get; }

    /// <summary>Values behind it.</summary>
    public long Count { get; }

    /// <summary>Difference of two quantiles as an effect, treatment minus control; normal, so degrees of freedom are infinite.</summary>
    /// <param name="control">One arm.</param>
    /// <param name="treatment">The other arm.</param>
    /// <param name="confidence">Two-sided confidence of the z that the limits were read at, such as 0.95.</param>
    /// <param name="designEffect">Factor on the variance where values come in clusters, such as several requests of one caller; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static EffectEstimate Difference(QuantileEstimate control, QuantileEstimate treatment, double confidence, double designEffect = 1)
    {
        var twoZ = 2 * NormalTail.TwoSidedQuantile(confidence);
        var variance = (control.VarianceAt(twoZ) + treatment.VarianceAt(twoZ)) * Require.Positive(designEffect);
        return new(treatment.Value - control.Value, Math.Sqrt(variance), double.PositiveInfinity);
    }

    private double VarianceAt(double twoZ) => (Count - 1.0) / Count * Math.Pow((Upper - Lower) / twoZ, 2);
}
