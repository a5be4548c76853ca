using System.Numerics;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// The nearest FP64 to up to 19 decimal digits and a power of ten, by one or two multiplications of 64 bits: what Python clients send, 17 digits for every number.
/// Lemire, "Number parsing at a gigabyte per second" (2021). Subnormal results and those beyond the range are left to others. Stateless.
/// </summary>
internal static class EiselLemire
{
    private const int SmallestPower = -342;
    private const int LargestPower = 308;
    private const int FractionBits = 52;
    private const int ExponentBias = 1_023;
    private const int InfiniteExponent = 0x7FF;

    // Between these powers the product may be exactly in the middle of two values.
    private const int SmallestMiddle = -4;
    private const int LargestMiddle = 23;

    // Down to this power the reciprocal has to be rounded up for products to be on the right side.
    private const int SmallestRoundedUp = -27;

    // Bits that decide: the fraction, its hidden bit, and one each for rounding and for a product one bit shorter.
    private const int DecidingBits = FractionBits + 3;

    private static readonly UInt128[] Powers = [.. Enumerable.Range(SmallestPower, LargestPower - SmallestPower + 1).Select(PowerOf)];

    /// <summary>FP64; false when it is left to others.</summary>
    public static bool TryRound(ulong mantissa, int power, bool isNegative, out double value)
    {
        value = 0;
        if (mantissa == 0 || power is < SmallestPower or > LargestPower)
            return false;

        var leadingZeros = BitOperations.LeadingZeroCount(mantissa);
        var (high, low) = Multiply(mantissa << leadingZeros, Powers[power - SmallestPower]);
        var isLong = (int)(high >> 63);
        var shift = isLong + 64 - DecidingBits;
        var fraction = high >> shift;
        var exponent = FloorOfLog2(power) + isLong - leadingZeros + ExponentBias + 63;
        if (exponent is <= 0 or >= InfiniteExponent)
            return false;

        // In the middle: to the even neighbour, which is the lower one here.
        if (low <= 1 && power is >= SmallestMiddle and <= LargestMiddle && (fraction & 3) == 1 && fraction << shift == high)
            fraction &= ~1UL;
        fraction = (fraction + (fraction & 1)) >> 1;
        if (fraction >= 2UL << FractionBits)
        {
            fraction = 1UL << FractionBits;
            exponent++;
        }

        if (exponent >= InfiniteExponent)
            return false;
        var bits = (fraction & ~(1UL << FractionBits)) | ((ulong)exponent << FractionBits);
        value = BitConverter.UInt64BitsToDouble(isNegative ? bits | (1UL << 63) : bits);
        return true;
    }

    private static (ulong High, ulong Low) Multiply(ulong mantissa, UInt128 power)
    {
        const ulong undecided = ulong.MaxValue >> DecidingBits;
        var high = Math.BigMul(mantissa, (ulong)(power >> 64), out var low);
        if ((high & undecided) != undecided)
            return (high, low);

        var more = Math.BigMul(mantissa, (ulong)power, out _);
        low += more;
        return (low < more ? high + 1 : high, low);
    }

    // log2(10) of 10^power, exact in this range.
    private static int FloorOfLog2(int power) => (217_706 * power) >> 16;

    private static UInt128 PowerOf(int power)
    {
        var leading = PowersOfTen.Leading(power, bits: 128, out _);
        return power is >= SmallestRoundedUp and < 0 ? leading + 1 : leading;
    }
}
