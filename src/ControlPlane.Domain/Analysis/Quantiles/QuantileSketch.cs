namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>
/// Mergeable quantiles of numbers of any sign and weight within a relative error (DDSketch): scores, rewards, outputs.
/// Latencies have their own bounded form, <see cref="Contracts.Telemetry.LatencySketch"/>, with the same mapping at accuracy 0.01.
/// Merging adds bins, so any order of merges gives the sketch of all data. Mutable, not thread-safe.
/// </summary>
public sealed class QuantileSketch
{
    /// <summary>Most bins per sign; beyond it the smallest magnitudes share one bin and lose their accuracy.</summary>
    public const int MostBins = 2048;

    private readonly LogarithmicBins _mapping;
    private readonly SortedDictionary<int, double> _positive = [];
    private readonly SortedDictionary<int, double> _negative = [];
    private double _zero;

    /// <summary>An empty sketch.</summary>
    /// <param name="relativeAccuracy">Relative error of every quantile, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The accuracy is out of bounds.</exception>
    public QuantileSketch(double relativeAccuracy) => _mapping = new(relativeAccuracy);

    /// <summary>Relative error of every quantile.</summary>
    public double RelativeAccuracy => _mapping.RelativeAccuracy;

    /// <summary>Weight of all values.</summary>
    public double Count { get; private set; }

    /// <summary>Weighted sum of all values.</summary>
    public double Sum { get; private set; }

    /// <summary>Smallest value; infinity while empty.</summary>
    public double Smallest { get; private set; } = double.PositiveInfinity;

    /// <summary>Largest value; minus infinity while empty.</summary>
    public double Largest { get; private set; } = double.NegativeInfinity;

    /// <summary>Adds a value.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="weight">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds; nothing was added.</exception>
    public void Add(double value, double weight = 1)
    {
        Require.Finite(value);
        Require.Positive(weight);
        if (value == 0)
            _zero += weight;
        else
            AddTo(value > 0 ? _positive : _negative, _mapping.BinOf(Math.Abs(value)), weight);

        Count += weight;
        Sum += value * weight;
        Smallest = Math.Min(Smallest, value);
        Largest = Math.Max(Largest, value);
    }

    /// <summary>Adds everything another sketch holds.</summary>
    /// <exception cref="ArgumentException">The other has another accuracy, hence other bins.</exception>
    public void Merge(QuantileSketch other)
    {
        if (other.RelativeAccuracy != RelativeAccuracy)
            throw new ArgumentException($"has accuracy {other.RelativeAccuracy}, this one {RelativeAccuracy}", nameof(other));

        foreach (var (bin, weight) in other._positive.ToArray())
            AddTo(_positive, bin, weight);
        foreach (var (bin, weight) in other._negative.ToArray())
            AddTo(_negative, bin, weight);
        _zero += other._zero;
        Count += other.Count;
        Sum += other.Sum;
        Smallest = Math.Min(Smallest, other.Smallest);
        Largest = Math.Max(Largest, other.Largest);
    }

    /// <summary>Whether another sketch holds the same weights in the same bins.</summary>
    public bool HasSameBins(QuantileSketch other) => RelativeAccuracy == other.RelativeAccuracy && _zero == other._zero
        && _positive.SequenceEqual(other._positive) && _negative.SequenceEqual(other._negative);

    /// <summary>The quantile, never outside what was seen; null while empty.</summary>
    /// <param name="share">0 to 1; the rank is share·(count − 1), counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of bounds.</exception>
    public double? Quantile(double share) => BinQuantile(share) is { } value ? Math.Clamp(value, Smallest, Largest) : null;

    /// <summary>The answer of the bin in which the quantile lies, which may exceed what was seen by the relative error; null while empty.</summary>
    /// <inheritdoc cref="Quantile" />
    public double? BinQuantile(double share)
    {
        Require.Unit(share);
        if (Count == 0)
            return null;

        var rank = Math.Max(0, share * (Count - 1));
        foreach (var (bin, weight) in _negative.Reverse())
        {
            if (weight > rank)
                return -_mapping.ValueOf(bin);
            rank -= weight;
        }

        if (_zero > rank)
            return 0;
        rank -= _zero;
        foreach (var (bin, weight) in _positive)
        {
            if (weight > rank)
                return _mapping.ValueOf(bin);
            rank -= weight;
        }

        // Fractional weights add up with rounding; the last bin takes what is left.
        return _positive.Count > 0 ? _mapping.ValueOf(_positive.Keys.Last()) : _zero > 0 ? 0 : -_mapping.ValueOf(_negative.Keys.First());
    }

    private static void AddTo(SortedDictionary<int, double> bins, int bin, double weight)
    {
        bins[bin] = bins.GetValueOrDefault(bin) + weight;
        if (bins.Count <= MostBins)
            return;

        var lowest = bins.First();
        bins.Remove(lowest.Key);
        var next = bins.First();
        bins[next.Key] = next.Value + lowest.Value;
    }
}
