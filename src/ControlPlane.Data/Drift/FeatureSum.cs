using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Drift;

/// <summary>What is added to one feature's point, gathered from many buckets before the point is read and written once. Mutable, not thread-safe.</summary>
internal sealed class FeatureSum
{
    private readonly NameCounts _categories = new();
    private Dictionary<int, long>? _bins;
    private long _missing;

    /// <summary>Adds <paramref name="sign"/> times what was counted in some rows.</summary>
    public void Add(FeatureSummary summary, int sign)
    {
        if (summary.Sketch is { } sketch)
            AddBins(sketch, sign);
        _categories.Add(summary.Categories, sign);
        _missing += sign * summary.Missing;
    }

    /// <summary>Adds everything another holds.</summary>
    public void Add(FeatureSum other)
    {
        foreach (var (bin, count) in other._bins ?? [])
            AddBin(bin, count);
        _categories.Add(other._categories);
        _missing += other._missing;
    }

    /// <summary>Adds all of it to the stored point; nothing may be added here afterwards.</summary>
    public void AddTo(FeaturePoint point)
    {
        if (_bins is not null)
        {
            AddBins(point.Sketch, 1);
            point.Sketch = SparseSketch.Write(_bins.OrderBy(b => b.Key));
        }

        point.Categories = _categories.AddedTo(point.Categories);
        point.Missing += _missing;
    }

    // A feature's sketch lies in bytes as a latency's does: distances and counts of the bins in use.
    private void AddBins(byte[]? sketch, int sign)
    {
        _bins ??= [];
        var reader = new SketchReader(sketch);
        while (reader.Next(out var bin, out var count))
            AddBin(bin, sign * count);
    }

    private void AddBin(int bin, long count)
    {
        _bins ??= [];
        _bins[bin] = _bins.GetValueOrDefault(bin) + count;
    }
}
