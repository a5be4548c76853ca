namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Reads JSON numbers (RFC 8259 §6) at some ten nanoseconds each, an order of magnitude below a general JSON reader.
/// The text must be followed by a byte that belongs to no number, such as the array's closing bracket: no end is checked. Stateless.
/// </summary>
internal static unsafe class NumberScanner
{
    // Any exponent beyond is the same to every type, and sums of such numbers do not overflow.
    private const int ExponentLimit = 1_000_000;

    /// <summary>Reads the number at a position; returns the position after it, or null when there is none.</summary>
    public static byte* Scan(byte* at, out DecimalText number)
    {
        var isNegative = *at == '-';
        if (isNegative)
            at++;

        var digits = at;
        ulong mantissa = 0;
        at = ReadDigits(at, ref mantissa);
        var count = (int)(at - digits);
        // JSON allows no leading zero.
        if (count == 0 || (count > 1 && *digits == '0'))
            return Nothing(out number);

        var exponent = 0;
        var isWhole = true;
        if (*at == '.')
        {
            var fraction = ++at;
            at = ReadDigits(at, ref mantissa);
            if (at == fraction)
                return Nothing(out number);
            exponent = (int)(fraction - at);
            count -= exponent;
            isWhole = false;
        }

        var end = at;
        if ((*at | 0x20) == 'e')
        {
            at = ReadExponent(at + 1, out var written);
            if (at is null)
                return Nothing(out number);
            exponent += written;
            isWhole = false;
        }

        var isCut = count > DecimalText.MaximumDigits && CutDigits(digits, end, ref mantissa, ref exponent);
        number = new DecimalText { Mantissa = mantissa, Exponent = exponent, IsNegative = isNegative, IsWhole = isWhole, IsCut = isCut };
        return at;
    }

    private static byte* ReadDigits(byte* at, ref ulong mantissa)
    {
        var value = mantissa;
        for (uint digit; (digit = (uint)(*at - '0')) <= 9; at++)
            value = (value * 10) + digit;
        mantissa = value;
        return at;
    }

    private static byte* ReadExponent(byte* at, out int exponent)
    {
        var isNegative = *at == '-';
        if (isNegative || *at == '+')
            at++;

        exponent = 0;
        var first = at;
        for (uint digit; (digit = (uint)(*at - '0')) <= 9; at++)
            exponent = Math.Min((exponent * 10) + (int)digit, ExponentLimit);
        if (isNegative)
            exponent = -exponent;
        return at == first ? null : at;
    }

    /// <summary>Reads a long text again for its leading digits; false when the rest were leading zeros, so that nothing is lost.</summary>
    private static bool CutDigits(byte* digits, byte* end, ref ulong mantissa, ref int exponent)
    {
        mantissa = 0;
        var (kept, dropped) = (0, 0);
        for (; digits < end; digits++)
        {
            if (*digits == '.' || (kept == 0 && *digits == '0'))
                continue;
            if (kept == DecimalText.MaximumDigits)
            {
                dropped++;
                continue;
            }

            mantissa = (mantissa * 10) + (uint)(*digits - '0');
            kept++;
        }

        exponent += dropped;
        return dropped > 0;
    }

    private static byte* Nothing(out DecimalText number)
    {
        number = default;
        return null;
    }
}
