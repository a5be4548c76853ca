using System.Globalization;
using System.Text;

namespace ControlPlane.AgentHost.Tests.Serving.Json;

/// <summary>Number texts that readers get wrong, and seeded random ones.</summary>
internal static class Texts
{
    /// <summary>Middles, borders, long tails, extreme exponents.</summary>
    public static readonly string[] Adversarial =
    [
        "0", "-0", "0.0", "-0.0", "0e5", "0e-999999", "0.000e+12", "1", "-1", "10", "1e0", "1E+2", "1e-2", "1.5", "123456.789e3",
        "9007199254740993", "9007199254740992.5", "9007199254740993e0", "0.1", "0.2", "0.3", "1e22", "1e23", "8.5e22", "9007199254740991e22", "9007199254740993e-22",
        "16777217", "16777217.0000000000000000001", "16777216.9999999999999999999", "33554433", "33554435", "0.500000029802322387695312500000000000000000",
        "0.50000002980232238769531250000000000000000000000000000000001", "0.5000000298023223876953124999999999999999999999999999999999",
        "1.00000005960464477539062", "1.000000059604644775390625", "1.0000000596046447753906250000000000001",
        "3.4028234663852886e38", "3.4028235677973366e38", "3.4028235677973365e38", "3.4028236e38", "1e39", "-3.5e38",
        "1.17549435e-38", "1.1754943e-38", "1.1754942807573643e-38", "1.4e-45", "7.006492321624085e-46", "7.0064923216240853546186479164495806564013097093825788587853e-46",
        "7.0064923216240853546186479164495806564013097093825788587854e-46", "7e-46", "1e-46", "1e-400", "-1e-400",
        "65504", "65519.99999", "65520", "65519.9999999999999999999999", "5.9604644775390625e-8", "2.98023223876953125e-8", "2.980232238769531250000000001e-8", "6.1035e-5", "2049", "2051",
        "257", "259", "258.0000000000000000000000000000001", "257.0000000000000000000000000000001", "256.9999999999999999999999999999999", "3.3961775292304e38", "3.39617752923046e38",
        "4.591774807899560e-41", "4.5917748078995605780028770985852e-41", "9.18e-41",
        "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9e-324", "2.4703282292062327208299439634110864618253931270e-324", "1.7976931348623157e308", "1.7976931348623159e308",
        "6929495644600919.5", "3.7455744005952583e15", "2.2250738585072012e-308", "123456789012345678901234567890", "0.000000000000000000000000000000000000001234567890123456789012345",
        "10000000000000000000", "9999999999999999999", "18446744073709551616", "1." + new string('0', 400) + "1", "0." + new string('0', 300) + "1", new string('9', 300), new string('9', 1000),
        "0.10000000149011612", "0.20000000298023224", "-0.30000001192092896", "1e-323", "5e-324", "1e308", "1e309", "1e290", "1e291", "1e-290", "1e-291", "12345678901234567e-300",
    ];

    /// <summary>Texts that are no JSON numbers, though other readers may take them.</summary>
    public static readonly string[] NoNumbers =
        ["", "-", "+1", "01", "-01", "00", ".5", "1.", "1.e2", "1e", "1e+", "1e-", "1f", "0x10", "NaN", "-NaN", "Infinity", "-Infinity", "inf", "nan", "null", "\"1\"", "1_000", "--1", "1e2.5", "١", "true", "1 2", "∞"];

    public static IEnumerable<string> Random(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return (i % 8) switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) is var f && float.IsFinite(f) ? f.ToString("R", CultureInfo.InvariantCulture) : "0",
                1 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) is var g && float.IsFinite(g) ? ((double)g).ToString("R", CultureInfo.InvariantCulture) : "1",
                2 => BitConverter.Int64BitsToDouble(random.NextInt64()) is var d && double.IsFinite(d) ? d.ToString("R", CultureInfo.InvariantCulture) : "2",
                3 => (random.NextDouble() * 2 - 1).ToString("F4", CultureInfo.InvariantCulture),
                4 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
                5 => MiddleOf(random),
                6 => $"{Digits(random, 1 + random.Next(25))}.{Digits(random, 1 + random.Next(25))}e{random.Next(-60, 60)}".TrimStart('0') is var t && (t[0] == '.' || t[0] == 'e') ? "0" + t : t,
                _ => $"-{1 + random.Next(9)}{Digits(random, random.Next(30))}E{random.Next(-330, 310)}",
            };
        }
    }

    // The decimal expansion of the middle between two neighbouring values of FP32, exact, or a hair beside it.
    private static string MiddleOf(Random random)
    {
        var low = BitConverter.Int32BitsToSingle(random.Next(0x2000_0000, 0x6000_0000));
        var middle = ((double)low + MathF.BitIncrement(low)) / 2;
        var text = middle.ToString("E60", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return random.Next(3) switch
        {
            0 => text,
            1 => text[..exponent] + "0000000001" + text[exponent..],
            _ => $"{text[..(exponent - 1)]}{(text[exponent - 1] == '0' ? "0" : (char)(text[exponent - 1] - 1))}{text[exponent..]}",
        };
    }

    private static string Digits(Random random, int count)
    {
        var digits = new StringBuilder(count);
        for (var i = 0; i < count; i++)
            digits.Append((char)('0' + random.Next(10)));
        return digits.ToString();
    }
}
