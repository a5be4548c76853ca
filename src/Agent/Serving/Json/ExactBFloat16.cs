using System.Globalization;
using System.Numerics;
using System.Text;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>The nearest BF16 to a decimal text, which the runtime library does not offer. Slow and exact. Stateless.</summary>
internal static class ExactBFloat16
{
    private const int DroppedBits = 16;
    private const int InfinityBits = 0x7F80;
    private const double BeyondLargest = 3.40282366920938463463e38;

    /// <summary>Reads a JSON number; false when it is beyond the range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out BFloat16 value)
    {
        var near = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var size = Math.Abs(near);
        value = default;
        if (size >= BeyondLargest)
            return false;

        var bits = (int)(BitConverter.SingleToUInt32Bits((float)size) >> DroppedBits);
        if (ValueOf(bits) > size)
            bits--;

        // The middle is an FP64 itself, so a text on either side of it has an FP64 on the same side or on the middle.
        var middle = (ValueOf(bits) + ValueOf(bits + 1)) / 2;
        var side = size.CompareTo(middle);
        if (side == 0)
            side = Compare(text, middle);
        if (side > 0 || (side == 0 && bits % 2 == 1))
            bits++;

        value = new BFloat16((ushort)(bits | (double.IsNegative(near) ? 0x8000 : 0)));
        return bits < InfinityBits;
    }

    private static double ValueOf(int bits) =>
        bits < InfinityBits ? BitConverter.UInt32BitsToSingle((uint)bits << DroppedBits) : BeyondLargest;

    /// <summary>Sign of |text| − middle.</summary>
    private static int Compare(ReadOnlySpan<byte> text, double middle)
    {
        var (digits, tens) = DigitsOf(text);
        var bits = BitConverter.DoubleToInt64Bits(middle);
        var (fraction, twos) = (new BigInteger((bits & ((1L << 52) - 1)) | (1L << 52)), (int)(bits >> 52) - 1075);
        digits *= BigInteger.Pow(10, Math.Max(tens, 0));
        fraction *= BigInteger.Pow(10, Math.Max(-tens, 0));
        return twos < 0 ? (digits << -twos).CompareTo(fraction) : digits.CompareTo(fraction << twos);
    }

    private static (BigInteger Digits, int Tens) DigitsOf(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)'-');
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        var written = exponent < 0 ? 0 : int.Parse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var significand = exponent < 0 ? text : text[..exponent];
        var point = significand.IndexOf((byte)'.');
        if (point < 0)
            return (Parse(significand), written);

        var digits = new byte[significand.Length - 1];
        significand[..point].CopyTo(digits);
        significand[(point + 1)..].CopyTo(digits.AsSpan(point));
        return (Parse(digits), written - (significand.Length - point - 1));
    }

    private static BigInteger Parse(ReadOnlySpan<byte> digits) =>
        BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture);
}
