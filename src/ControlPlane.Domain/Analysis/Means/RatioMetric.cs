namespace ControlPlane.Domain.Analysis.Means;

/// <summary>
/// A metric that is a sum over a sum, such as errors per request when callers were assigned: the variance must be between callers.
/// Delta method, per unit: Vm/md² + Vd·mm²/md⁴ − 2·Cov·mm/md³. Source: A. Deng, U. Knoblich, J. Lu (KDD 2018). Stateless.
/// </summary>
public static class RatioMetric
{
    /// <summary>The ratio as a sample to compare: mean = Σ numerators / Σ denominators, variance per unit of assignment.</summary>
    /// <param name="sums">Numerators first, denominators second, per unit of assignment; at least 2 units.</param>
    /// <exception cref="ArgumentException">Fewer than 2 units, or denominators that sum to 0.</exception>
    public static MetricSample Of(PairedMoments sums)
    {
        Require.AtLeast(2, sums.Count, nameof(sums));
        double numerator = sums.First.Mean, denominator = sums.Second.Mean;
        if (denominator == 0)
            throw new ArgumentException("the denominators sum to 0", nameof(sums));

        var ratio = numerator / denominator;
        var variance = (sums.First.Variance - (2 * ratio * sums.Covariance) + (ratio * ratio * sums.Second.Variance)) / (denominator * denominator);
        return new(sums.Count, ratio, Math.Max(0, variance));
    }
}
