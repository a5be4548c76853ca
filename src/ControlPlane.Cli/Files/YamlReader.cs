using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ControlPlane.Cli.Files;

/// <summary>Reads YAML 1.2 (and so JSON) by the core schema, with the place of each member. Duplicate keys are refused by the library, repetition by alias is bounded here.</summary>
internal sealed class YamlReader
{
    private const int LargestDocument = 100_000;

    private readonly Dictionary<string, FilePosition> _positions = new(StringComparer.Ordinal);
    private int _nodes;

    /// <summary>Every document of a text.</summary>
    /// <exception cref="YamlException">It is no YAML; the exception says where.</exception>
    public static IReadOnlyList<YamlDocument> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => new YamlReader().Read(document.RootNode))];
    }

    private YamlDocument Read(YamlNode root) => new(Convert(root, ""), _positions);

    private JsonNode? Convert(YamlNode node, string path)
    {
        if (++_nodes > LargestDocument)
            throw new YamlException(node.Start, node.End, $"The document has more than {LargestDocument} values.");
        _positions.TryAdd(path, new FilePosition(node.Start.Line, node.Start.Column));
        return node switch
        {
            YamlMappingNode mapping => ConvertMembers(mapping, path),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select((item, index) => Convert(item, $"{path}[{index}]"))]),
            YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } plain => OfPlain(plain.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
            _ => throw new YamlException(node.Start, node.End, "This kind of node is not understood."),
        };
    }

    private JsonObject ConvertMembers(YamlMappingNode mapping, string path)
    {
        var members = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new YamlException(key.Start, key.End, "A key is a text.");
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            // People look for the key, not for what stands behind it.
            _positions.TryAdd(inner, new FilePosition(key.Start.Line, key.Start.Column));
            if (!members.TryAdd(name, Convert(value, inner)))
                throw new YamlException(key.Start, key.End, $"Duplicate key '{name}'.");
        }

        return members;
    }

    private static JsonValue? OfPlain(string text) => text switch
    {
        "" or "null" or "~" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when IsNumber(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static bool IsNumber(string text) => text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') && text.Any(char.IsAsciiDigit);
}
