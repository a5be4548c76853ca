using System.Buffers.Text;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Writes digits and a power of ten as a JSON number: plain where that is short, with an exponent otherwise. Stateless.</summary>
internal static class ShortestText
{
    /// <summary>Of nine digits with a sign.</summary>
    public const int LongestText = 16;

    private const int MostWholeDigits = 15;
    private const int MostLeadingZeros = 4;

    /// <summary>Writes it; gives the length.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="digits">Above 0, nine digits at most.</param>
    /// <param name="power">Of ten.</param>
    public static int Write(Span<byte> to, uint digits, int power)
    {
        while (power != 0 && digits % 10 == 0)
        {
            digits /= 10;
            power++;
        }

        Span<byte> text = stackalloc byte[10];
        Utf8Formatter.TryFormat(digits, text, out var count);
        text = text[..count];
        var whole = count + power;
        if (power >= 0 && whole <= MostWholeDigits)
        {
            text.CopyTo(to);
            to.Slice(count, power).Fill((byte)'0');
            return whole;
        }

        if (whole > 0 && power < 0)
            return WithPoint(to, text, whole);
        if (whole is <= 0 and >= -MostLeadingZeros)
        {
            to[..(2 - whole)].Fill((byte)'0');
            to[1] = (byte)'.';
            text.CopyTo(to[(2 - whole)..]);
            return 2 - whole + count;
        }

        var length = WithPoint(to, text, 1);
        to[length] = (byte)'e';
        Utf8Formatter.TryFormat(whole - 1, to[(length + 1)..], out var exponent);
        return length + 1 + exponent;
    }

    private static int WithPoint(Span<byte> to, ReadOnlySpan<byte> digits, int whole)
    {
        digits[..whole].CopyTo(to);
        if (whole == digits.Length)
            return whole;
        to[whole] = (byte)'.';
        digits[whole..].CopyTo(to[(whole + 1)..]);
        return digits.Length + 1;
    }
}
