using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Reads JSON numbers as fractions, rounded to the nearest; beyond the range of the type there is none.</summary>
internal readonly unsafe struct FloatingPointReader : IElementReader<float>, IElementReader<double>, IElementReader<Half>, IElementReader<BFloat16>
{
    /// <summary>Longest text of a number; enough for the exact decimal expansion of any FP64.</summary>
    public const int MaximumLength = 1_100;

    public static byte* Read(byte* at, out float value)
    {
        var end = Scan(at, out var number);
        value = 0;
        return end is not null && DecimalRounding.TryRound(number, new ReadOnlySpan<byte>(at, (int)(end - at)), out value) ? end : null;
    }

    public static byte* Read(byte* at, out double value)
    {
        var end = Scan(at, out var number);
        value = 0;
        return end is not null && DecimalRounding.TryRound(number, new ReadOnlySpan<byte>(at, (int)(end - at)), out value) ? end : null;
    }

    public static byte* Read(byte* at, out Half value)
    {
        var end = Scan(at, out var number);
        value = default;
        return end is not null && DecimalRounding.TryRound(number, new ReadOnlySpan<byte>(at, (int)(end - at)), out value) ? end : null;
    }

    public static byte* Read(byte* at, out BFloat16 value)
    {
        var end = Scan(at, out var number);
        value = default;
        return end is not null && DecimalRounding.TryRound(number, new ReadOnlySpan<byte>(at, (int)(end - at)), out value) ? end : null;
    }

    private static byte* Scan(byte* at, out DecimalText number)
    {
        var end = NumberScanner.Scan(at, out number);
        return end - at <= MaximumLength ? end : null;
    }
}
