using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Contracts.Telemetry;

/// <summary>
/// Values of one numeric feature in bins that every agent and the control plane share without agreeing on any reference beforehand:
/// a bin is the sign, the binary exponent and the four leading bits of the mantissa of a 32-bit float, so it is at most 1/16 of its value wide.
/// Sketches of disjoint rows add up exactly. No value can be read back more precisely than its bin. Mutable, not thread-safe.
/// </summary>
public sealed class FeatureSketch
{
    private const int DroppedBits = 19;
    private const int NegativeZero = 1 << 12;

    private readonly SortedDictionary<int, long> _counts = [];

    /// <summary>Bins of all finite 32-bit floats, ascending by value: 0 to this − 1.</summary>
    public const int BinCount = 1 << 13;

    /// <summary>Finite values counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts by bin, ascending; only bins in use.</summary>
    public IReadOnlyDictionary<int, long> Bins => _counts;

    /// <summary>The bin of a finite value; bins ascend with their values, zero lies in bin 4,096.</summary>
    public static int BinOf(float value)
    {
        var bits = (int)(BitConverter.SingleToUInt32Bits(value) >> DroppedBits);
        return (bits & NegativeZero) == 0 ? bits + NegativeZero : (2 * NegativeZero) - 1 - bits + (bits == NegativeZero ? 1 : 0);
    }

    /// <summary>Smallest value of a bin that holds positive values, the value nearest to zero of one that holds negative ones.</summary>
    public static float InnerEdgeOf(int bin) => bin >= NegativeZero
        ? BitConverter.UInt32BitsToSingle((uint)(bin - NegativeZero) << DroppedBits)
        : -BitConverter.UInt32BitsToSingle((uint)(NegativeZero - 1 - bin) << DroppedBits);

    /// <summary>Adds values of one bin; a negative count takes away.</summary>
    public void Add(int bin, long count)
    {
        Count += count;
        var sum = _counts.GetValueOrDefault(bin) + count;
        if (sum == 0)
            _counts.Remove(bin);
        else
            _counts[bin] = sum;
    }

    /// <summary>Adds <paramref name="sign"/> times everything another holds.</summary>
    public void Add(FeatureSketch other, int sign)
    {
        foreach (var (bin, count) in other._counts)
            Add(bin, sign * count);
    }

    /// <summary>Compact form: for each bin in use, the distance from the one before (the first from −1) and its count, as unsigned LEB128.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        var previous = -1;
        foreach (var (bin, count) in _counts)
        {
            Varint.Write(buffer, (ulong)(bin - previous));
            Varint.Write(buffer, (ulong)count);
            previous = bin;
        }

        return buffer.ToArray();
    }

    /// <summary>Reads <see cref="ToBytes"/> from a peer that is not trusted.</summary>
    /// <returns>Refusal: <c>sketch_malformed</c>.</returns>
    public static Outcome<FeatureSketch> FromBytes(ReadOnlySpan<byte> bytes)
    {
        var sketch = new FeatureSketch();
        var bin = -1;
        while (!bytes.IsEmpty)
        {
            if (!Varint.TryRead(ref bytes, out var step) || !Varint.TryRead(ref bytes, out var count)
                || step == 0 || step > (ulong)(BinCount - 1 - bin) || count is 0 or > long.MaxValue / 8192)
            {
                return new Refusal("sketch_malformed", $"The feature sketch is malformed after bin {bin}.");
            }

            bin += (int)step;
            sketch.Add(bin, (long)count);
        }

        return sketch;
    }
}
