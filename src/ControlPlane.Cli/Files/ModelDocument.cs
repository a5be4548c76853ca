using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>A registered model as a file declares it.</summary>
internal static class ModelDocument
{
    /// <param name="model">The model as the API shows it, newest version first.</param>
    public static JsonObject Of(JsonNode model)
    {
        var spec = new JsonObject();
        if ((string?)model["description"] is { Length: > 0 } description)
            spec["description"] = description;
        spec["versions"] = new JsonArray([.. model["versions"]!.AsArray().Reverse().Select(VersionOf)]);
        if (model["aliases"] is JsonArray { Count: > 0 } aliases)
            spec["aliases"] = new JsonObject(aliases.Select(a => KeyValuePair.Create((string)a!["name"]!, a["version"]?.DeepClone())));
        return spec;
    }

    private static JsonObject VersionOf(JsonNode? version)
    {
        var document = new JsonObject { ["number"] = version!["number"]!.DeepClone(), ["digest"] = version["digest"]!.DeepClone() };
        if ((string?)version["description"] is { Length: > 0 } description)
            document["description"] = description;
        if (version["tags"] is JsonArray { Count: > 0 } tags)
            document["tags"] = tags.DeepClone();
        var origin = new JsonObject((version["origin"] as JsonObject ?? []).Where(m => m.Value is not null and not JsonObject { Count: 0 }).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        if (origin.Count > 0)
            document["origin"] = origin;
        return document;
    }
}
