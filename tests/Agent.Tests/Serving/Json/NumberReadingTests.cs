using System.Globalization;
using System.Numerics;
using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Tests.Serving.Json;

public sealed unsafe class NumberReadingTests
{
    private const int Rounds = 200_000;

    public static TheoryData<string> NoNumbers => [.. Texts.NoNumbers];

    private static IEnumerable<string> AllTexts => Texts.Adversarial.Concat(Texts.Random(seed: 20260301, Rounds));

    [Fact]
    public void Read_AnyText_RoundsToFp32AsTheRuntimeLibraryDoes() =>
        AgreeOnAll<float>(FloatingPointReader.Read, text => float.Parse(text, CultureInfo.InvariantCulture), float.IsFinite, value => BitConverter.SingleToInt32Bits(value));

    [Fact]
    public void Read_AnyText_RoundsToFp64AsTheRuntimeLibraryDoes() =>
        AgreeOnAll<double>(FloatingPointReader.Read, text => double.Parse(text, CultureInfo.InvariantCulture), double.IsFinite, BitConverter.DoubleToInt64Bits);

    [Fact]
    public void Read_AnyText_RoundsToFp16AsTheRuntimeLibraryDoes() =>
        AgreeOnAll<Half>(FloatingPointReader.Read, text => Half.Parse(text, CultureInfo.InvariantCulture), Half.IsFinite, half => BitConverter.HalfToInt16Bits(half));

    [Fact]
    public void Read_AnyText_RoundsToTheNearestBf16() =>
        AgreeOnAll<BFloat16>(FloatingPointReader.Read, NearestBFloat16, value => float.IsFinite(value.ToSingle()), value => value.Value);

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void Read_TextThatIsNoJsonNumber_FindsNone(string text)
    {
        Assert.False(TryRead<float>(FloatingPointReader.Read, text, out _));
        Assert.False(TryRead<double>(FloatingPointReader.Read, text, out _));
        Assert.False(TryRead<long>(WholeNumberReader<long>.Read, text, out _));
        Assert.False(TryRead<byte>(WholeNumberReader<byte>.Read, text, out _));
    }

    [Fact]
    public void Read_LongestTextAllowedAndOneMore_TakesOnlyTheFirst()
    {
        var longest = "0." + new string('1', FloatingPointReader.MaximumLength - 2);

        Assert.True(TryRead<float>(FloatingPointReader.Read, longest, out _));
        Assert.False(TryRead<float>(FloatingPointReader.Read, longest + "1", out _));
    }

    [Fact]
    public void Read_BordersOfWholeNumbers_TakesThemAndNothingBeyond()
    {
        CheckBorders<sbyte>();
        CheckBorders<byte>();
        CheckBorders<short>();
        CheckBorders<ushort>();
        CheckBorders<int>();
        CheckBorders<uint>();
        CheckBorders<long>();
        CheckBorders<ulong>();
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0.5")]
    [InlineData("100000000000000000000000000")]
    [InlineData("-100000000000000000000000000")]
    public void Read_FractionOrHugeNumberAsWhole_FindsNone(string text) => Assert.False(TryRead<long>(WholeNumberReader<long>.Read, text, out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("-0", null)]
    [InlineData("2", null)]
    [InlineData("truE", null)]
    [InlineData("tru", null)]
    [InlineData("True", null)]
    [InlineData("10", null)]
    public void Read_Truth_TakesWordsAndDigits(string text, bool? expected)
    {
        var isRead = TryRead<bool>(TruthReader.Read, text, out var value);

        Assert.Equal(expected, isRead ? value : null);
    }

    private static void AgreeOnAll<T>(Reader<T> reader, Func<string, T> expected, Func<T, bool> isFinite, Func<T, long> bitsOf)
        where T : unmanaged
    {
        var checkedTexts = 0;
        foreach (var text in AllTexts)
        {
            var right = expected(text);
            var isRead = TryRead(reader, text, out var value);

            if (isRead != isFinite(right) || (isRead && bitsOf(value) != bitsOf(right)))
                Assert.Fail($"{text}: expected {right}, came {(isRead ? value.ToString() : "nothing")}");
            checkedTexts++;
        }

        Assert.Equal(Texts.Adversarial.Length + Rounds, checkedTexts);
    }

    private static void CheckBorders<T>()
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (least, most) = (BigInteger.CreateChecked(T.MinValue), BigInteger.CreateChecked(T.MaxValue));
        foreach (var inside in new[] { least, least + 1, BigInteger.Zero, BigInteger.One, most - 1, most })
        {
            Assert.True(TryRead<T>(WholeNumberReader<T>.Read, inside.ToString(), out var value), $"{inside} as {typeof(T)}");
            Assert.Equal(T.CreateChecked(inside), value);
        }

        foreach (var outside in new[] { least - 1, most + 1, least - 1000, most * 10 })
            Assert.False(TryRead<T>(WholeNumberReader<T>.Read, outside.ToString(), out _), $"{outside} as {typeof(T)}");
    }

    // An independent way to the same answer: compare the text with candidates as exact fractions.
    private static BFloat16 NearestBFloat16(string text)
    {
        var (digits, tens) = Fraction(text);
        var isNegative = text.StartsWith('-');
        var bits = (int)BFloat16.FromSingle(Math.Clamp((float)Math.Abs(double.Parse(text, CultureInfo.InvariantCulture)), 0f, float.MaxValue)).Value;
        while (bits > 0 && IsAtMost(digits, tens, MiddleAbove(bits - 1), orEqual: (bits - 1) % 2 == 0))
            bits--;
        while (bits < 0x7F80 && !IsAtMost(digits, tens, MiddleAbove(bits), orEqual: bits % 2 == 0))
            bits++;
        return new BFloat16((ushort)(bits | (isNegative ? 0x8000 : 0)));

        static (BigInteger Numerator, BigInteger Denominator) MiddleAbove(int bits)
        {
            var (low, high) = (Exact(bits), Exact(bits + 1));
            return (low + high, BigInteger.One << 150);
        }

        // A BF16 in units of 2^-149.
        static BigInteger Exact(int bits)
        {
            var (exponent, fraction) = (bits >> 7, (bits & 0x7F) << 16);
            return exponent == 0 ? fraction : (new BigInteger(fraction | 0x80_0000)) << (exponent - 1);
        }

        static bool IsAtMost(BigInteger digits, int tens, (BigInteger Numerator, BigInteger Denominator) middle, bool orEqual)
        {
            var left = digits * middle.Denominator * (tens > 0 ? BigInteger.Pow(10, Math.Min(tens, 400)) : 1);
            var right = middle.Numerator * (tens < 0 ? BigInteger.Pow(10, Math.Min(-tens, 2000)) : 1);
            return orEqual ? left <= right : left < right;
        }

        static (BigInteger Digits, int Tens) Fraction(string text)
        {
            var parts = text.TrimStart('-').ToUpperInvariant().Split('E');
            var point = parts[0].IndexOf('.', StringComparison.Ordinal);
            var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
            return (BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
                (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - fraction);
        }
    }

    private static bool TryRead<T>(Reader<T> reader, string text, out T value)
        where T : unmanaged
    {
        var bytes = Encoding.UTF8.GetBytes(text + "]");
        fixed (byte* start = bytes)
            return reader(start, out value) == start + bytes.Length - 1;
    }

    private delegate byte* Reader<T>(byte* at, out T value);
}
