namespace ControlPlane.Domain.Analysis.Means;

/// <summary>
/// Count, mean and sum of squared deviations (Welford's triple) of a metric: what agents send and the control plane adds up.
/// Adding is exact to rounding whatever the size of the mean, which sums of squares are not.
/// Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm" (1979). Immutable.
/// </summary>
public readonly record struct SampleMoments
{
    /// <summary>Known moments.</summary>
    /// <param name="count">Units, at least 0.</param>
    /// <param name="mean">Mean in the metric's units; 0 where there are no units.</param>
    /// <param name="squaredDeviations">Σ(x − mean)², at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds or not finite.</exception>
    public SampleMoments(long count, double mean, double squaredDeviations)
    {
        Count = Require.AtLeast(0, count);
        Mean = Require.Finite(mean);
        SquaredDeviations = Require.NotNegative(squaredDeviations);
    }

    /// <summary>Units.</summary>
    public long Count { get; }

    /// <summary>Mean; 0 where there are no units.</summary>
    public double Mean { get; }

    /// <summary>Σ(x − mean)².</summary>
    public double SquaredDeviations { get; }

    /// <summary>Sample variance, divisor n − 1; NaN below two units.</summary>
    public double Variance => Count < 2 ? double.NaN : SquaredDeviations / (Count - 1);

    /// <summary>Moments of values; two passes.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static SampleMoments Of(IReadOnlyList<double> values)
    {
        Require.AllFinite(values, 0);
        if (values.Count == 0)
            return default;

        var mean = values.Average();
        return new(values.Count, mean, values.Sum(value => (value - mean) * (value - mean)));
    }

    /// <summary>Moments from plain sums, as other tools keep them; loses digits where the mean is large against the spread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sums contradict each other: the squares are too small for the sum.</exception>
    public static SampleMoments FromSums(long count, double sum, double sumOfSquares)
    {
        Require.AtLeast(1, count);
        var deviations = sumOfSquares - (sum * sum / count);
        if (deviations < -1e-9 * sumOfSquares)
            throw new ArgumentOutOfRangeException(nameof(sumOfSquares), sumOfSquares, $"is less than the least possible for {count} units with sum {sum}");
        return new(count, sum / count, Math.Max(0, deviations));
    }

    /// <summary>Moments of both together.</summary>
    public SampleMoments Plus(SampleMoments other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;

        var count = Count + other.Count;
        var difference = other.Mean - Mean;
        return new(
            count,
            Mean + (difference * other.Count / count),
            SquaredDeviations + other.SquaredDeviations + (difference * difference * ((double)Count * other.Count / count)));
    }

    /// <summary>The moments as a sample to compare.</summary>
    /// <exception cref="InvalidOperationException">Fewer than two units have no variance.</exception>
    public MetricSample ToSample() => Count >= 2
        ? new(Count, Mean, Variance)
        : throw new InvalidOperationException($"A variance needs at least 2 units, there are {Count}.");
}
