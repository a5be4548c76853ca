using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Contracts.Telemetry;

/// <summary>
/// Latency quantiles within a relative error of α = 0.01, mergeable without loss: DDSketch
/// (Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019).
/// A value x falls into bin ⌈log_γ x⌉ with γ = (1+α)/(1−α); a bin answers 2·γ^i/(γ+1).
/// Values are milliseconds in [<see cref="Smallest"/>, <see cref="Largest"/>]; others are moved to the nearer end, so the bins are bounded.
/// Mutable, not thread-safe.
/// </summary>
public sealed class LatencySketch
{
    /// <summary>Relative error of every quantile.</summary>
    public const double Alpha = 0.01;

    /// <summary>Shortest latency told apart, milliseconds.</summary>
    public const double Smallest = 0.001;

    /// <summary>Longest latency told apart, milliseconds: 10 minutes.</summary>
    public const double Largest = 600_000;

    private static readonly double Gamma = (1 + Alpha) / (1 - Alpha);
    private static readonly double InverseLogGamma = 1 / Math.Log(Gamma);
    private static readonly int FirstBin = (int)Math.Ceiling(Math.Log(Smallest) * InverseLogGamma);

    private readonly long[] _counts = new long[BinCount];

    /// <summary>Bins from <see cref="Smallest"/> to <see cref="Largest"/>.</summary>
    public static int BinCount { get; } = (int)Math.Ceiling(Math.Log(Largest) * InverseLogGamma) - FirstBin + 1;

    /// <summary>How many latencies were added.</summary>
    public long Count { get; private set; }

    /// <summary>Index of a latency's bin, 0 to <see cref="BinCount"/> − 1. NaN and negatives count as the smallest.</summary>
    public static int BinOf(double milliseconds) => milliseconds switch
    {
        >= Largest => BinCount - 1,
        > Smallest => (int)Math.Ceiling(Math.Log(milliseconds) * InverseLogGamma) - FirstBin,
        _ => 0,
    };

    /// <summary>The value a bin stands for, milliseconds.</summary>
    public static double ValueOf(int bin) => 2 * Math.Pow(Gamma, bin + FirstBin) / (Gamma + 1);

    /// <summary>Adds one latency.</summary>
    public void Add(double milliseconds) => AddToBin(BinOf(milliseconds), 1);

    /// <summary>Adds latencies whose bin is known.</summary>
    public void AddToBin(int bin, long count)
    {
        _counts[bin] += count;
        Count += count;
    }

    /// <summary>Adds everything another sketch holds: the result is the sketch of both data sets.</summary>
    public void Merge(LatencySketch other)
    {
        for (var bin = 0; bin < BinCount; bin++)
            _counts[bin] += other._counts[bin];
        Count += other.Count;
    }

    /// <summary>What this sketch holds beyond an earlier state of itself.</summary>
    /// <exception cref="ArgumentException">The other is not an earlier state: some bin of it holds more.</exception>
    public LatencySketch Since(LatencySketch earlier)
    {
        var difference = new LatencySketch();
        for (var bin = 0; bin < BinCount; bin++)
        {
            if (earlier._counts[bin] > _counts[bin])
                throw new ArgumentException($"Bin {bin} shrank from {earlier._counts[bin]} to {_counts[bin]}.", nameof(earlier));
            difference.AddToBin(bin, _counts[bin] - earlier._counts[bin]);
        }

        return difference;
    }

    /// <summary>The latency below which a share of all latencies lies, milliseconds, within <see cref="Alpha"/>; null when empty.</summary>
    /// <param name="share">0 to 1; the rank is ⌊share·(count−1)⌋, counted from 0.</param>
    public double? Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (Count == 0)
            return null;

        var rank = (long)Math.Floor(share * (Count - 1));
        var seen = 0L;
        for (var bin = 0; bin < BinCount; bin++)
        {
            seen += _counts[bin];
            if (seen > rank)
                return ValueOf(bin);
        }

        throw new InvalidOperationException($"The bins hold {seen} latencies, {Count} were added.");
    }

    /// <summary>How many latencies lie in bins above a limit, exact to <see cref="Alpha"/> of the limit.</summary>
    public long CountAbove(double milliseconds)
    {
        var above = 0L;
        for (var bin = BinOf(milliseconds) + 1; bin < BinCount; bin++)
            above += _counts[bin];
        return above;
    }

    /// <summary>
    /// Compact form: for each bin in use, the distance from the one before (the first from −1) and its count, both as unsigned LEB128.
    /// Empty for an empty sketch.
    /// </summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        var previous = -1;
        for (var bin = 0; bin < BinCount; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            Varint.Write(buffer, (ulong)(bin - previous));
            Varint.Write(buffer, (ulong)_counts[bin]);
            previous = bin;
        }

        return buffer.ToArray();
    }

    /// <summary>Reads <see cref="ToBytes"/> from a peer that is not trusted.</summary>
    /// <returns>Refusal: <c>sketch_malformed</c>.</returns>
    public static Outcome<LatencySketch> FromBytes(ReadOnlySpan<byte> bytes)
    {
        var sketch = new LatencySketch();
        var bin = -1;
        while (!bytes.IsEmpty)
        {
            if (!Varint.TryRead(ref bytes, out var step) || !Varint.TryRead(ref bytes, out var count)
                || step == 0 || step > (ulong)(BinCount - 1 - bin) || count is 0 or > long.MaxValue / 4096)
            {
                return new Refusal("sketch_malformed", $"The latency sketch is malformed after bin {bin}.");
            }

            bin += (int)step;
            sketch.AddToBin(bin, (long)count);
        }

        return sketch;
    }
}
