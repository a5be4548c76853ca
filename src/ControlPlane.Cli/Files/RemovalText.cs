using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>What pruning would do to one thing, in words and for programs.</summary>
internal static class RemovalText
{
    public static string Of(AppliedDeclaration removal) =>
        $"gone {removal.Kind} {removal.Name}: {DeclaredKinds.Of(removal.Kind).Removal} (was in {removal.Source}, labels {string.Join(", ", removal.Labels.Select(l => $"{l.Key}={l.Value}"))})";

    public static JsonObject ToJson(AppliedDeclaration removal) => new()
    {
        ["kind"] = removal.Kind,
        ["name"] = removal.Name,
        ["file"] = removal.Source,
        ["change"] = "prune",
        ["note"] = DeclaredKinds.Of(removal.Kind).Removal,
        ["fields"] = new JsonArray(),
    };
}
