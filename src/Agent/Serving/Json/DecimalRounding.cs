using System.Globalization;
using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// The nearest value of a floating-point type to a decimal text, ties to even; exact for every text.
/// With at most 53 bits of mantissa and a power of ten that is exact itself, one multiplication or division gives the nearest FP64
/// (Clinger, "How to read floating point numbers accurately", 1990).
/// For narrower types an approximation will do, unless it lies too near to the middle between two of their values: then the text is read exactly.
/// Stateless.
/// </summary>
internal static class DecimalRounding
{
    private const int ExactPower = 22;
    private const int LargestPower = 290;
    private const ulong ExactMantissa = 1UL << 53;

    // The approximation takes three roundings of half a unit in the last place and drops digits beyond the 19th: four units cover it.
    private const long ApproximationError = 4;
    private const int DoubleFractionBits = 52;

    private static readonly double[] Powers = [.. Enumerable.Range(0, LargestPower + 1).Select(p => double.Parse($"1e{p}", CultureInfo.InvariantCulture))];

    /// <summary>FP64; false when the value is beyond its range.</summary>
    public static bool TryRound(in DecimalText number, ReadOnlySpan<byte> text, out double value)
    {
        if (!TryExact(number, out value) && (number.IsCut || !EiselLemire.TryRound(number.Mantissa, number.Exponent, number.IsNegative, out value)))
            value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value);
    }

    /// <summary>FP32; false when the value is beyond its range.</summary>
    public static bool TryRound(in DecimalText number, ReadOnlySpan<byte> text, out float value)
    {
        const int fractionBits = 23;
        const double smallestNormal = 1.17549435082228750797e-38;
        value = TryApproximate(number, fractionBits, smallestNormal, float.MaxValue, out var near)
            ? (float)near
            : float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value);
    }

    /// <summary>FP16; false when the value is beyond its range.</summary>
    public static bool TryRound(in DecimalText number, ReadOnlySpan<byte> text, out Half value)
    {
        const int fractionBits = 10;
        const double smallestNormal = 6.103515625e-05;
        const double largest = 65_504;
        value = TryApproximate(number, fractionBits, smallestNormal, largest, out var near)
            ? (Half)near
            : Half.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return Half.IsFinite(value);
    }

    /// <summary>BF16; false when the value is beyond its range.</summary>
    public static bool TryRound(in DecimalText number, ReadOnlySpan<byte> text, out BFloat16 value)
    {
        const int fractionBits = 7;
        const double smallestNormal = 1.17549435082228750797e-38;
        const double largest = 3.38953138925153547590e38;
        if (!TryApproximate(number, fractionBits, smallestNormal, largest, out var near))
            return ExactBFloat16.TryParse(text, out value);

        // Not a middle and in the normal range: the detour over FP32 rounds to the same side.
        value = BFloat16.FromSingle(RoundToOdd.ToSingle(near));
        return true;
    }

    private static bool TryExact(in DecimalText number, out double value)
    {
        value = 0;
        if (number.Mantissa > ExactMantissa || number.IsCut || Math.Abs(number.Exponent) > ExactPower)
            return false;

        value = Scale(number);
        return true;
    }

    /// <summary>A double that rounds to the narrower type as the text itself does; false when that is not certain.</summary>
    private static bool TryApproximate(in DecimalText number, int fractionBits, double smallestNormal, double largest, out double value)
    {
        value = 0;
        var isExact = TryExact(number, out var near);
        if (!isExact)
        {
            if (Math.Abs(number.Exponent) > LargestPower)
                return false;
            near = Scale(number);
        }

        var size = Math.Abs(near);
        if (size == 0)
        {
            value = near;
            return isExact;
        }

        // Below the smallest normal number the middles lie elsewhere; above the largest the range ends.
        if (size < smallestNormal || size > largest)
            return false;

        var middle = 1L << (DoubleFractionBits - fractionBits - 1);
        var beyond = BitConverter.DoubleToInt64Bits(near) & ((middle << 1) - 1);
        if (Math.Abs(beyond - middle) <= (isExact ? 0 : ApproximationError))
            return false;

        value = near;
        return true;
    }

    private static double Scale(in DecimalText number)
    {
        var size = number.Exponent < 0 ? number.Mantissa / Powers[-number.Exponent] : number.Mantissa * Powers[number.Exponent];
        return number.IsNegative ? -size : size;
    }
}
