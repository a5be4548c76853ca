using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>As much of JSON Schema 2020-12 as the published schema uses: references, types, enumerations, members, items, alternatives. Stateless.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private const string Definitions = "#/$defs/";

    /// <summary>Everything in which a value is not what the schema says.</summary>
    public IEnumerable<FieldProblem> Check(JsonNode? value, JsonObject schema, string path)
    {
        schema = Resolve(schema);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray alternatives)
            return CheckAlternatives(value, [.. alternatives.OfType<JsonObject>()], path);
        if (TypesOf(schema) is { Count: > 0 } types && !types.Any(t => IsOfType(value, t)))
            return [new FieldProblem(path, $"is {Show(value)}", $"write {string.Join(" or ", types.Select(Name))}")];
        if (schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)))
            return [new FieldProblem(path, $"is {Show(value)}", $"use {string.Join(", ", words.Select(w => w?.ToString() ?? "null"))}")];
        return value switch
        {
            JsonObject members => CheckMembers(members, schema, path),
            JsonArray items when schema["items"] is JsonObject item => items.SelectMany((i, index) => Check(i, item, $"{path}[{index}]")),
            _ => [],
        };
    }

    private IEnumerable<FieldProblem> CheckMembers(JsonObject members, JsonObject schema, string path)
    {
        var known = schema["properties"] as JsonObject ?? [];
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(r => (string)r!).Where(r => !members.ContainsKey(r)))
            yield return new FieldProblem(path, $"lacks {name}", $"add {name}");
        foreach (var (name, value) in members)
        {
            if ((known[name] ?? schema["additionalProperties"]) is JsonObject inner)
            {
                foreach (var problem in Check(value, inner, $"{path}.{name}"))
                    yield return problem;
            }
            else if (schema["additionalProperties"] is JsonValue closed && !closed.GetValue<bool>() && !known.ContainsKey(name))
            {
                yield return new FieldProblem($"{path}.{name}", "is an unknown key", $"use {string.Join(", ", known.Select(k => k.Key))}");
            }
        }
    }

    private List<FieldProblem> CheckAlternatives(JsonNode? value, IReadOnlyList<JsonObject> alternatives, string path)
    {
        var found = alternatives.Select(a => Check(value, a, path).ToList()).ToList();
        if (found.Any(f => f.Count == 0))
            return [];
        // "Nothing or this": what is said about nothing helps nobody.
        var real = alternatives.Zip(found).Where(p => TypesOf(Resolve(p.First)) is not ["null"]).Select(p => p.Second).ToList();
        return real is [var only] ? only : [new FieldProblem(path, $"is {Show(value)}", "see the schema: controlplane lint --schema")];
    }

    private JsonObject Resolve(JsonObject schema) =>
        (string?)schema["$ref"] is { } reference ? Resolve(root["$defs"]![reference[Definitions.Length..]]!.AsObject()) : schema;

    private static IReadOnlyList<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(t => (string)t!)],
        JsonValue type => [(string)type!],
        _ => [],
    };

    private static bool IsOfType(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && double.IsInteger(JsonNumber.Of(value)),
        _ => throw new InvalidOperationException($"The schema has the unknown type {type}."),
    };

    private static string Name(string type) => type switch
    {
        "null" => "nothing",
        "boolean" => "true or false",
        "object" => "members",
        "array" => "a list",
        "string" => "a text",
        "integer" => "a whole number",
        _ => "a number",
    };

    private static string Show(JsonNode? value) => value switch
    {
        null => "nothing",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => value.ToJsonString(),
    };
}
