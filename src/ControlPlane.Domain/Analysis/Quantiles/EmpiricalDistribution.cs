namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>Values in rising order with their counts; built from raw values or from the bins of a sketch. Immutable.</summary>
public sealed class EmpiricalDistribution
{
    private readonly double[] _values;
    private readonly long[] _upTo;

    private EmpiricalDistribution(double[] values, long[] upTo)
    {
        _values = values;
        _upTo = upTo;
    }

    /// <summary>Observations in all, at least 1.</summary>
    public long Count => _upTo[^1];

    /// <summary>Different values, rising.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>From raw values in any order.</summary>
    /// <exception cref="ArgumentException">There are none, or one is NaN or infinite.</exception>
    public static EmpiricalDistribution Of(IReadOnlyList<double> values)
    {
        Require.AllFinite(values, 1);
        return Of([.. values.Select(value => new ValueCount(value, 1))]);
    }

    /// <summary>From values with counts, in any order; equal values are added up.</summary>
    /// <exception cref="ArgumentException">There are none, a value is not finite or a count is below 1.</exception>
    public static EmpiricalDistribution Of(IReadOnlyList<ValueCount> bins)
    {
        Require.AllFinite([.. bins.Select(bin => bin.Value)], 1, nameof(bins));
        var sorted = bins.GroupBy(bin => bin.Value).OrderBy(group => group.Key).ToArray();
        var upTo = new long[sorted.Length];
        var sum = 0L;
        for (var at = 0; at < sorted.Length; at++)
            upTo[at] = sum += sorted[at].Sum(bin => Require.AtLeast(1, bin.Count, nameof(bins)));
        return new([.. sorted.Select(group => group.Key)], upTo);
    }

    /// <summary>Share of observations below a value.</summary>
    public double ShareBelow(double value) => (double)UpTo(FirstNotBelow(value) - 1) / Count;

    /// <summary>Share of observations at or below a value.</summary>
    public double ShareAtOrBelow(double value)
    {
        var first = FirstNotBelow(value);
        return (double)UpTo(first < _values.Length && _values[first] == value ? first : first - 1) / Count;
    }

    private long UpTo(int place) => place < 0 ? 0 : _upTo[place];

    private int FirstNotBelow(double value)
    {
        var place = Array.BinarySearch(_values, value);
        return place >= 0 ? place : ~place;
    }
}
