using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Output;

/// <summary>Values as people read them in one cell.</summary>
internal static class CellText
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Unknown = "–";

    public static string Of(JsonNode? node) => node switch
    {
        null => Unknown,
        JsonArray { Count: 0 } or JsonObject { Count: 0 } => Unknown,
        JsonArray items => string.Join(", ", items.Select(Of)),
        JsonObject members => string.Join(" ", members.Where(m => m.Value is not null).Select(m => $"{m.Key}={Of(m.Value)}")),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.String => OfText(node.GetValue<string>()),
            _ => node.ToJsonString(),
        },
    };

    /// <summary>Basis points as percent.</summary>
    public static string Share(JsonNode? node) => node is null ? Unknown : string.Create(CultureInfo.InvariantCulture, $"{JsonNumber.Of(node) / 100:0.##} %");

    /// <summary>A digest short enough for a column.</summary>
    public static string Digest(JsonNode? node) => (string?)node is { Length: > 12 } digest ? digest[..12] : Of(node);

    /// <summary>Bytes with a unit.</summary>
    public static string Bytes(JsonNode? node)
    {
        if (node is null)
            return Unknown;
        var bytes = JsonNumber.Of(node);
        return bytes switch
        {
            >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
            >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} B"),
        };
    }

    /// <summary>Seconds with a unit.</summary>
    public static string Seconds(JsonNode? node) => node is null ? Unknown : string.Create(CultureInfo.InvariantCulture, $"{JsonNumber.Of(node):0.#} s");

    /// <summary>An index from 0, as people count.</summary>
    public static string Ordinal(JsonNode? node) => node is null ? Unknown : ((int)node + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>How many there are.</summary>
    public static string Count(JsonNode? node) => (node as JsonArray)?.Count.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>Variants with their shares.</summary>
    public static string Split(JsonNode? node) =>
        node is JsonArray variants ? string.Join(" · ", variants.Select(v => $"{(string?)v!["name"] ?? $"v{v["version"]}"} {Share(v["weight"])}")) : Unknown;

    /// <summary>Whole sentences one after the other.</summary>
    public static string Sentences(JsonNode? node) => node is JsonArray { Count: > 0 } sentences ? string.Join(" ", sentences.Select(Of)) : Unknown;

    /// <summary>Where a version serves, with which share.</summary>
    public static string Serving(JsonNode? node) =>
        node is JsonArray { Count: > 0 } places ? string.Join(" · ", places.Select(p => $"{(string?)p!["endpoint"]} {Share(p["weight"])}")) : Unknown;

    private static string OfText(string text)
    {
        if (text.Length == 0)
            return Unknown;
        return text.Length >= 20 && text[4] == '-' && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : text.ReplaceLineEndings(" ");
    }
}
