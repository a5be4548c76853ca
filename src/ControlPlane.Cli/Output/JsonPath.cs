using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Output;

/// <summary>Members by names with dots.</summary>
internal static class JsonPath
{
    public static JsonNode? Find(JsonNode? node, string path) => path.Length == 0
        ? node
        : path.Split('.').Aggregate(node, (at, name) => at is JsonObject members && members.TryGetPropertyValue(name, out var value) ? value : null);

    /// <summary>Whether the member is there, be it null.</summary>
    public static bool Has(JsonObject node, string path) => path.LastIndexOf('.') is var dot and >= 0
        ? Find(node, path[..dot]) is JsonObject parent && parent.ContainsKey(path[(dot + 1)..])
        : node.ContainsKey(path);
}
