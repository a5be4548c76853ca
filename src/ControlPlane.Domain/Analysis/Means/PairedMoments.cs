namespace ControlPlane.Domain.Analysis.Means;

/// <summary>
/// Moments of two metrics measured on the same units, with their co-moment Σ(x − x̄)(y − ȳ). Adds up as <see cref="SampleMoments"/> does. Immutable.
/// </summary>
public readonly record struct PairedMoments
{
    /// <summary>Known moments.</summary>
    /// <param name="first">Moments of the one metric.</param>
    /// <param name="second">Moments of the other; same count.</param>
    /// <param name="coMoment">Σ(x − x̄)(y − ȳ).</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public PairedMoments(SampleMoments first, SampleMoments second, double coMoment)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"has {second.Count} units where {first.Count} are needed", nameof(second));
        First = first;
        Second = second;
        CoMoment = Require.Finite(coMoment);
    }

    /// <summary>Moments of the one metric.</summary>
    public SampleMoments First { get; }

    /// <summary>Moments of the other metric.</summary>
    public SampleMoments Second { get; }

    /// <summary>Σ(x − x̄)(y − ȳ).</summary>
    public double CoMoment { get; }

    /// <summary>Units.</summary>
    public long Count => First.Count;

    /// <summary>Sample covariance, divisor n − 1; NaN below two units.</summary>
    public double Covariance => Count < 2 ? double.NaN : CoMoment / (Count - 1);

    /// <summary>Pearson's correlation; NaN where a metric is constant.</summary>
    public double Correlation => CoMoment / Math.Sqrt(First.SquaredDeviations * Second.SquaredDeviations);

    /// <summary>Moments of pairs of values.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a value is NaN or infinite.</exception>
    public static PairedMoments Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Require.SameLength(first, second);
        SampleMoments one = SampleMoments.Of(first), two = SampleMoments.Of(second);
        return new(one, two, first.Zip(second).Sum(pair => (pair.First - one.Mean) * (pair.Second - two.Mean)));
    }

    /// <summary>Moments from plain sums, as other tools keep them.</summary>
    public static PairedMoments FromSums(SampleMoments first, SampleMoments second, double sumOfProducts) =>
        new(first, second, sumOfProducts - (first.Count * first.Mean * second.Mean));

    /// <summary>Moments of both together.</summary>
    public PairedMoments Plus(PairedMoments other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;

        var weight = (double)Count * other.Count / (Count + other.Count);
        var between = (other.First.Mean - First.Mean) * (other.Second.Mean - Second.Mean) * weight;
        return new(First.Plus(other.First), Second.Plus(other.Second), CoMoment + other.CoMoment + between);
    }
}
