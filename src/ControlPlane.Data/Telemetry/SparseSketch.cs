using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Sums and quantiles of latency sketches in their compact form (<see cref="LatencySketch.ToBytes"/>) without unfolding their thousand bins:
/// a second's sketch uses a few dozen of them, and a chart reads hundreds of seconds. Pure.
/// Its bytes come from the database or were checked by <see cref="LatencySketch.FromBytes"/>.
/// </summary>
internal static class SparseSketch
{
    /// <summary>Left plus <paramref name="sign"/> times right; null stands for empty.</summary>
    public static byte[]? Sum(byte[]? left, byte[]? right, int sign)
    {
        if (right is null or [])
            return left;

        var counts = new SortedDictionary<int, long>();
        Add(counts, left, 1);
        Add(counts, right, sign);
        return Write(counts);
    }

    /// <summary>Adds a sketch into bins.</summary>
    public static void AddTo(long[] bins, ReadOnlySpan<byte> sketch)
    {
        var reader = new SketchReader(sketch);
        while (reader.Next(out var bin, out var count))
            bins[bin] += count;
    }

    /// <summary>Quantiles as <see cref="LatencySketch.Quantile"/> defines them, milliseconds; null when the sketch is empty.</summary>
    public static LatencyQuantiles? QuantilesOf(ReadOnlySpan<byte> sketch)
    {
        var total = 0L;
        var reader = new SketchReader(sketch);
        while (reader.Next(out _, out var count))
            total += count;
        if (total == 0)
            return null;

        Span<double> shares = [0.5, 0.95, 0.99];
        Span<double> found = stackalloc double[3];
        var seen = 0L;
        var at = 0;
        reader = new SketchReader(sketch);
        while (at < shares.Length && reader.Next(out var bin, out var count))
        {
            seen += count;
            for (; at < shares.Length && seen > (long)Math.Floor(shares[at] * (total - 1)); at++)
                found[at] = LatencySketch.ValueOf(bin);
        }

        return new LatencyQuantiles(found[0], found[1], found[2]);
    }

    /// <summary>The same of unfolded bins.</summary>
    public static LatencyQuantiles? QuantilesOf(long[] bins) => QuantilesOf(Write(bins).AsSpan());

    /// <summary>The compact form of unfolded bins; empty when nothing was counted.</summary>
    public static byte[] Write(long[] bins) => Write(bins.Index().Where(b => b.Item != 0).Select(b => KeyValuePair.Create(b.Index, b.Item)));

    /// <summary>The compact form of counts by bin, which ascend; those of 0 are left out.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<int, long>> counts)
    {
        using var buffer = new MemoryStream();
        var previous = -1;
        foreach (var (bin, count) in counts.Where(c => c.Value != 0))
        {
            WriteVarint(buffer, (ulong)(bin - previous));
            WriteVarint(buffer, (ulong)count);
            previous = bin;
        }

        return buffer.ToArray();
    }

    private static void Add(SortedDictionary<int, long> counts, ReadOnlySpan<byte> sketch, int sign)
    {
        var reader = new SketchReader(sketch);
        while (reader.Next(out var bin, out var count))
            counts[bin] = counts.GetValueOrDefault(bin) + (sign * count);
    }

    private static void WriteVarint(MemoryStream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }
}
