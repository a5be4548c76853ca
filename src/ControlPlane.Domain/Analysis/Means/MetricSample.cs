using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Analysis.Means;

/// <summary>What comparing two means needs to know of one of them: how many units, their mean and the variance of one unit. Immutable.</summary>
public readonly record struct MetricSample
{
    /// <summary>Known moments.</summary>
    /// <param name="count">Units of assignment, at least 1.</param>
    /// <param name="mean">Mean per unit, in the metric's units.</param>
    /// <param name="variance">Variance of one unit, in squared units, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds or not finite.</exception>
    public MetricSample(long count, double mean, double variance)
    {
        Count = Require.AtLeast(1, count);
        Mean = Require.Finite(mean);
        Variance = Require.NotNegative(variance);
    }

    /// <summary>Units of assignment.</summary>
    public long Count { get; }

    /// <summary>Mean per unit.</summary>
    public double Mean { get; }

    /// <summary>Variance of one unit.</summary>
    public double Variance { get; }

    /// <summary>Squared standard error of the mean.</summary>
    public double VarianceOfMean => Variance / Count;

    /// <summary>A share as a metric of zeros and ones: variance p(1−p).</summary>
    public static MetricSample Of(ProportionSample sample) => new(sample.Trials, sample.Share, sample.Share * (1 - sample.Share));
}
