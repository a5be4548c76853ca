using System.Globalization;
using System.Text.Json;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>One element of a tensor, from the text of a row to JSON. Stateless.</summary>
internal static class ElementText
{
    private static readonly Dictionary<string, (decimal Least, decimal Most)> WholeNumbers = new(StringComparer.Ordinal)
    {
        ["INT8"] = (sbyte.MinValue, sbyte.MaxValue),
        ["INT16"] = (short.MinValue, short.MaxValue),
        ["INT32"] = (int.MinValue, int.MaxValue),
        ["INT64"] = (long.MinValue, long.MaxValue),
        ["UINT8"] = (byte.MinValue, byte.MaxValue),
        ["UINT16"] = (ushort.MinValue, ushort.MaxValue),
        ["UINT32"] = (uint.MinValue, uint.MaxValue),
        ["UINT64"] = (ulong.MinValue, ulong.MaxValue),
    };

    /// <summary>The element as JSON, or what is wrong with it.</summary>
    public static Parsed<string> ToJson(string datatype, string text)
    {
        if (datatype == "BYTES")
            return Parsed.Of<string>($"\"{JsonEncodedText.Encode(text)}\"");
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return Parsed.Wrong<string>("is empty");
        if (datatype == "BOOL")
            return TruthOf(trimmed);
        if (WholeNumbers.TryGetValue(datatype, out var range))
        {
            return decimal.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= range.Least && whole <= range.Most
                ? Parsed.Of<string>(whole.ToString(CultureInfo.InvariantCulture))
                : Wrong(datatype, text);
        }

        if (!double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Wrong(datatype, text);
        return double.IsFinite(number) && Math.Abs(number) <= LargestOf(datatype)
            ? Parsed.Of<string>(number.ToString("R", CultureInfo.InvariantCulture))
            : Parsed.Wrong<string>($"is {Shorten(text)}, which is beyond the range of {datatype}");
    }

    private static double LargestOf(string datatype) => datatype switch
    {
        "FP16" => (double)Half.MaxValue,
        "FP32" or "BF16" => float.MaxValue,
        _ => double.MaxValue,
    };

    private static Parsed<string> TruthOf(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" => Parsed.Of<string>("true"),
        "false" or "0" => Parsed.Of<string>("false"),
        _ => Wrong("BOOL", text),
    };

    private static Parsed<string> Wrong(string datatype, string text) => Parsed.Wrong<string>($"is {Shorten(text)}, which is no {datatype}");

    private static string Shorten(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…'";
}
