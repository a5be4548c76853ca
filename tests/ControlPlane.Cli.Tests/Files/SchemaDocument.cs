using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Files;

namespace ControlPlane.Cli.Tests.Files;

/// <summary>The published schema, made from the API's own description, so that files and API cannot drift apart.</summary>
internal static class SchemaDocument
{
    private const string Inner = "Part";
    private const string Components = "#/components/schemas/";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonObject openApi)
    {
        var components = openApi["components"]!["schemas"]!.AsObject();
        var endpoint = Part(components, "EndpointBody", "reason");
        // A file may leave the stable version to rollouts and people.
        endpoint["required"] = new JsonArray("model");
        var template = Part(components, "TemplateBody", "name");
        template["properties"]!["checks"] = new JsonObject { ["type"] = "array", ["items"] = AnyValues(components["MetricCheckBody"]!.AsObject()) };
        var definitions = new JsonObject
        {
            [AnalysisTemplateKind.Name] = Envelope(AnalysisTemplateKind.Name, template),
            [RegisteredModelKind.Name] = Envelope(RegisteredModelKind.Name, Model(components)),
            [InferenceEndpointKind.Name] = Envelope(InferenceEndpointKind.Name, endpoint),
            [FreezeWindowKind.Name] = Envelope(FreezeWindowKind.Name, Window()),
            [RolloutKind.RolloutName] = Envelope(RolloutKind.RolloutName, Rollout(components, isFlag: false)),
            [RolloutKind.FlagName] = Envelope(RolloutKind.FlagName, Rollout(components, isFlag: true)),
        };
        AddReferences(definitions, definitions, components);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Files of ControlPlane",
            ["oneOf"] = new JsonArray([.. DeclarationSchema.Kinds.Select(k => new JsonObject { ["$ref"] = $"#/$defs/{k}" })]),
            ["$defs"] = definitions,
        }.ToJsonString(Form) + "\n";
    }

    private static JsonObject Envelope(string kind, JsonObject spec) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("apiVersion", "kind", "metadata", "spec"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["const"] = Declaration.ApiVersion },
            ["kind"] = new JsonObject { ["const"] = kind },
            ["metadata"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("name"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject
                {
                    ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
                    ["labels"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Text() },
                },
            },
            ["spec"] = spec,
        },
    };

    // Versions are named by digest or by the path of their bytes: the API takes the bytes themselves.
    private static JsonObject Model(JsonObject components)
    {
        var origin = Tidy(components["VersionOrigin"]!).AsObject();
        origin.Remove("required");
        var version = Closed(
            [],
            ("number", Whole()), ("digest", new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{64}$" }), ("file", Text()), ("description", Text()),
            ("tags", ListOf(Text())), ("origin", origin));
        return Closed([], ("description", Text()), ("versions", ListOf(version)), ("aliases", new JsonObject { ["type"] = "object", ["additionalProperties"] = Reference() }));
    }

    private static JsonObject Window() => Closed(["endpoints", "from", "to", "reason"], ("endpoints", ListOf(Text())), ("from", Text()), ("to", Text()), ("reason", Text()));

    private static JsonObject Rollout(JsonObject components, bool isFlag)
    {
        var body = Tidy(components["RolloutBody"]!).AsObject();
        var properties = body["properties"]!.AsObject();
        properties["versions"] = ListOf(Reference());
        properties["endpoint"] = Text();
        if (isFlag)
            properties.Remove("strategy");
        body["required"] = isFlag ? new JsonArray("endpoint") : new JsonArray("endpoint", "strategy");
        return body;
    }

    private static JsonObject Closed(string[] required, params IReadOnlyList<(string Name, JsonObject Schema)> members) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Schema))),
    };

    private static JsonObject ListOf(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Whole() => new() { ["type"] = "integer" };

    // A number, models:/name/3 or models:/name@alias.
    private static JsonObject Reference() => new() { ["type"] = new JsonArray("integer", "string") };

    private static JsonObject Part(JsonObject components, string name, string without)
    {
        var part = Tidy(components[name]!).AsObject();
        part["properties"]!.AsObject().Remove(without);
        return part;
    }

    // Any value of a check may be a placeholder for an argument, so that only the names can be checked here.
    private static JsonObject AnyValues(JsonObject check) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("metric"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(check["properties"]!.AsObject().Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, new JsonObject()))),
    };

    private static void AddReferences(JsonNode node, JsonObject definitions, JsonObject components)
    {
        foreach (var name in ReferencesOf(node).Distinct().Where(n => !definitions.ContainsKey(n)).ToList())
        {
            var part = Tidy(components[ComponentOf(name)]!);
            definitions[name] = part;
            AddReferences(part, definitions, components);
        }
    }

    private static IEnumerable<string> ReferencesOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Key == "$ref" && (string?)m.Value is { } r ? [r["#/$defs/".Length..]] : ReferencesOf(m.Value)),
        JsonArray items => items.SelectMany(ReferencesOf),
        _ => [],
    };

    // Unknown members are refused by the API; its description does not say so everywhere. Null fits "anything" too, so that one of several is not exactly one.
    private static JsonNode Tidy(JsonNode node) => node switch
    {
        JsonObject schema => Close(new JsonObject(schema.Where(m => m.Key is not "format" and not "default").Select(m => KeyValuePair.Create(
            m.Key == "oneOf" ? "anyOf" : m.Key,
            m.Key switch
            {
                "$ref" => JsonValue.Create($"#/$defs/{NameOf(((string)m.Value!)[Components.Length..])}"),
                "properties" => new JsonObject(m.Value!.AsObject().Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, Tidy(p.Value!)))),
                _ => m.Value is null ? null : Tidy(m.Value),
            })))),
        JsonArray items => new JsonArray([.. items.Select(i => i is null ? null : Tidy(i))]),
        _ => node.DeepClone(),
    };

    // A kind of document and a part of a body may have one name.
    private static string NameOf(string component) => DeclarationSchema.Kinds.Contains(component) ? $"{component}{Inner}" : component;

    private static string ComponentOf(string name) => name.EndsWith(Inner, StringComparison.Ordinal) && DeclarationSchema.Kinds.Contains(name[..^Inner.Length]) ? name[..^Inner.Length] : name;

    private static JsonObject Close(JsonObject schema)
    {
        if (schema["properties"] is JsonObject && !schema.ContainsKey("additionalProperties") && schema.ContainsKey("type"))
            schema["additionalProperties"] = false;
        return schema;
    }
}
