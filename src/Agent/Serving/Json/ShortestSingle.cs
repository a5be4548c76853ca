namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Writes an FP32 with the fewest digits that read back as the same value, and of these texts the nearest.
/// Giulietti, "The Schubfach way to render doubles" (2020), with multipliers of 64 bits, which FP32 needs. Stateless.
/// </summary>
internal static class ShortestSingle
{
    private const int FractionBits = 23;
    private const uint HiddenBit = 1U << FractionBits;
    private const int ExponentBias = 127 + FractionBits;
    private const int SmallestPower = -31;
    private const int LargestPower = 45;

    private static readonly ulong[] Powers = [.. Enumerable.Range(SmallestPower, LargestPower - SmallestPower + 1).Select(PowerOf)];

    /// <summary>Writes a finite value; gives the length, at most <see cref="ShortestText.LongestText"/>.</summary>
    public static int Write(Span<byte> to, float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var length = 0;
        if (bits >> 31 != 0)
            to[length++] = (byte)'-';
        if (bits << 1 == 0)
        {
            to[length] = (byte)'0';
            return length + 1;
        }

        var (digits, power) = Shortest(bits & (HiddenBit - 1), (int)(bits >> FractionBits) & 0xFF);
        return length + ShortestText.Write(to[length..], digits, power);
    }

    // Names as in the paper: the value is c·2^q, its interval of rounding from vl to vr, all taken four times and times 10^-k; s and s' are candidates of k and k+1.
    private static (uint Digits, int Power) Shortest(uint fraction, int exponent)
    {
        var c = exponent == 0 ? fraction : HiddenBit | fraction;
        var q = Math.Max(exponent, 1) - ExponentBias;
        if (q is <= 0 and > -FractionBits - 1 && c << (32 + q) == 0 && q != 0)
            return (c >> -q, 0);

        // Below a power of two values lie twice as close. The factors are log10(2) and log2(10), their products exact floors in this range.
        var isCloser = fraction == 0 && exponent > 1;
        var k = ((q * 1_262_611) - (isCloser ? 524_031 : 0)) >> 22;
        var h = q + ((-k * 1_741_647) >> 19) + 1;
        var power = Powers[-k - SmallestPower];
        var excluded = c & 1;
        var lower = RoundToOdd(power, ((4 * c) - 2 + (isCloser ? 1U : 0)) << h) + excluded;
        var middle = RoundToOdd(power, (4 * c) << h);
        var upper = RoundToOdd(power, ((4 * c) + 2) << h) - excluded;

        var s = middle / 4;
        if (s >= 10)
        {
            var shorter = s / 10;
            var isInside = lower <= 40 * shorter;
            var isNextInside = (40 * shorter) + 40 <= upper;
            if (isInside != isNextInside)
                return (shorter + (isNextInside ? 1U : 0), k + 1);
        }

        var isLowInside = lower <= 4 * s;
        var isHighInside = (4 * s) + 4 <= upper;
        if (isLowInside != isHighInside)
            return (s + (isHighInside ? 1U : 0), k);

        var half = (4 * s) + 2;
        return (s + (middle > half || (middle == half && (s & 1) != 0) ? 1U : 0), k);
    }

    // The product's upper half, its last bit set when anything is below: enough to compare with.
    private static uint RoundToOdd(ulong power, uint factor)
    {
        var high = Math.BigMul(power, factor, out var low);
        return (uint)high | ((uint)(low >> 32) > 1 ? 1U : 0);
    }

    private static ulong PowerOf(int power)
    {
        var leading = (ulong)PowersOfTen.Leading(power, bits: 64, out var isExact);
        return isExact ? leading : leading + 1;
    }
}
