using System.Globalization;
using System.Numerics;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Reads JSON numbers without point and exponent; a fraction or a value beyond the range of the type is none.</summary>
/// <typeparam name="T">The element.</typeparam>
internal readonly unsafe struct WholeNumberReader<T> : IElementReader<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly ulong Largest = ulong.CreateTruncating(T.MaxValue);
    private static readonly ulong LargestNegated = T.IsZero(T.MinValue) ? 0 : Largest + 1;

    public static byte* Read(byte* at, out T value)
    {
        var end = NumberScanner.Scan(at, out var number);
        value = default;
        if (end is null || !number.IsWhole)
            return null;
        if (number.IsCut)
            return T.TryParse(new ReadOnlySpan<byte>(at, (int)(end - at)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? end : null;
        if (number.Mantissa > (number.IsNegative ? LargestNegated : Largest))
            return null;

        value = number.IsNegative ? T.Zero - T.CreateTruncating(number.Mantissa) : T.CreateTruncating(number.Mantissa);
        return end;
    }
}
