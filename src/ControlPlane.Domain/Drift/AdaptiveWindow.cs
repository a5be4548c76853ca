using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// ADWIN: a window over a stream that grows while its mean stays the same and drops its older part when two parts differ.
/// Cut when |m₀ − m₁| exceeds √(2·v·L·h) + ⅔·L·h with L = ln(2·ln W/δ), h = 1/n₀′ + 1/n₁′, n′ = n − least + 1, v the window's variance.
/// Two-sided; feed it errors or scores. An exponential histogram keeps memory logarithmic.
/// Source: A. Bifet, R. Gavaldà, "Learning from time-changing data with adaptive windowing" (2007). Mutable, not thread-safe.
/// </summary>
public sealed class AdaptiveWindow
{
    private readonly AdaptiveWindowSettings _settings;

    // Row r holds buckets of 2^r values each, oldest first; the last row is the oldest.
    private List<List<Bucket>> _rows = [[]];
    private double _squaredDeviations;
    private double _sum;
    private long _seen;

    /// <summary>An empty window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of bounds.</exception>
    public AdaptiveWindow(AdaptiveWindowSettings settings)
    {
        Require.InsideUnit(settings.Confidence, nameof(settings));
        Require.AtLeast(1, settings.ValuesBetweenChecks, nameof(settings));
        Require.AtLeast(2, settings.BucketsPerSize, nameof(settings));
        Require.AtLeast(1, settings.LeastPart, nameof(settings));
        Require.AtLeast(1, settings.Grace, nameof(settings));
        _settings = settings;
    }

    /// <summary>Whether the last value raised an alarm.</summary>
    public bool IsAlarmed { get; private set; }

    /// <summary>Values in the window.</summary>
    public long Width { get; private set; }

    /// <summary>Mean of the window; NaN while it is empty.</summary>
    public double Mean => _sum / Width;

    /// <summary>Takes the next value.</summary>
    /// <returns>Whether it raises an alarm: the window dropped an older part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite; nothing was taken.</exception>
    public bool Add(double value)
    {
        Require.Finite(value);
        if (IsAlarmed && _settings.AfterAlarm == AfterAlarm.StartAnew)
        {
            _rows = [[]];
            (Width, _sum, _squaredDeviations, _seen) = (0, 0, 0, 0);
        }

        Insert(value);
        _seen++;
        IsAlarmed = false;
        if (_seen % _settings.ValuesBetweenChecks != 0 || Width <= _settings.Grace)
            return false;

        while (HasCut())
        {
            IsAlarmed = true;
            DropOldest();
        }

        return IsAlarmed;
    }

    private void Insert(double value)
    {
        if (Width > 0)
            _squaredDeviations += Width * (value - Mean) * (value - Mean) / (Width + 1);
        Width++;
        _sum += value;
        _rows[0].Add(new(value, 0));

        for (var row = 0; row < _rows.Count && _rows[row].Count > _settings.BucketsPerSize; row++)
        {
            if (row + 1 == _rows.Count)
                _rows.Add([]);
            _rows[row + 1].Add(_rows[row][0].Plus(_rows[row][1], SizeOf(row)));
            _rows[row].RemoveRange(0, 2);
        }
    }

    // Goes from the oldest bucket to newer ones, moving one after the other from the newer part to the older.
    // As in the authors' own implementation the newest bucket of each size stays with the newer part, which makes alarms a little later and rarer.
    private bool HasCut()
    {
        double older = 0, olderSum = 0;
        for (var row = _rows.Count - 1; row >= 0; row--)
        {
            for (var bucket = 0; bucket < _rows[row].Count - 1; bucket++)
            {
                older += SizeOf(row);
                olderSum += _rows[row][bucket].Sum;
                var newer = Width - older;
                if (older >= _settings.LeastPart && newer >= _settings.LeastPart
                    && Math.Abs((olderSum / older) - ((_sum - olderSum) / newer)) > Threshold(older, newer))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private double Threshold(double older, double newer)
    {
        var logarithm = Math.Log(2 * Math.Log(Width) / _settings.Confidence);
        var harmonic = (1 / (older - _settings.LeastPart + 1)) + (1 / (newer - _settings.LeastPart + 1));
        return Math.Sqrt(2 * harmonic * (_squaredDeviations / Width) * logarithm) + (2.0 / 3 * logarithm * harmonic);
    }

    private void DropOldest()
    {
        var row = _rows[^1];
        var size = SizeOf(_rows.Count - 1);
        var oldest = row[0];
        row.RemoveAt(0);
        if (row.Count == 0 && _rows.Count > 1)
            _rows.RemoveAt(_rows.Count - 1);

        Width -= size;
        _sum -= oldest.Sum;
        var distance = (oldest.Sum / size) - Mean;
        _squaredDeviations = Math.Max(0, _squaredDeviations - oldest.SquaredDeviations - ((double)size * Width * distance * distance / (size + Width)));
    }

    private static long SizeOf(int row) => 1L << row;

    private readonly record struct Bucket(double Sum, double SquaredDeviations)
    {
        public Bucket Plus(Bucket next, long size)
        {
            var distance = (Sum - next.Sum) / size;
            return new(Sum + next.Sum, SquaredDeviations + next.SquaredDeviations + (size * distance * distance / 2));
        }
    }
}
