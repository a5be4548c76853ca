using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>YAML as dictionaries, lists and plain values. Stateless.</summary>
internal static class YamlText
{
    /// <summary>Every document of a text; empty ones are left out.</summary>
    public static IReadOnlyList<Dictionary<object, object?>> DocumentsOf(string text) =>
    [
        .. text.Split("\n---\n").Where(d => d.Split('\n').Any(l => l.Trim().Length > 0 && !l.TrimStart().StartsWith('#')))
            .Select(d => new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(new StringReader(d))))),
    ];

    /// <summary>What stands at a path of keys; null when nothing does.</summary>
    public static object? At(object? node, params string[] path) => path.Aggregate(node, (n, key) => n is Dictionary<object, object?> map ? map.GetValueOrDefault(key) : null);

    /// <summary>A list at a path; empty when there is none.</summary>
    public static IReadOnlyList<object?> ListAt(object? node, params string[] path) => At(node, path) is List<object?> list ? list : [];

    /// <summary>A mapping at a path; empty when there is none.</summary>
    public static Dictionary<object, object?> MapAt(object? node, params string[] path) => At(node, path) as Dictionary<object, object?> ?? [];
}
