using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>How an endpoint answers, taken out of its routing table so that a new endpoint can begin with it: the same callers get the same versions.</summary>
internal static class InitialRoutingDocument
{
    /// <summary>Member of the spec.</summary>
    public const string Name = "initialRouting";

    /// <param name="endpoint">The endpoint as the API shows it.</param>
    /// <param name="table">Its part of the newest routing table.</param>
    public static JsonObject Of(JsonObject endpoint, JsonNode table)
    {
        var routing = table["routing"]!;
        var document = new JsonObject { ["salt"] = routing["salt"]!.DeepClone() };
        // A previous version that is no longer held ready is history, not routing.
        if (endpoint["previousStableVersion"] is { } previous && table["prepare"]!.AsArray().Any(p => JsonNode.DeepEquals(p!["version"], previous)))
            document["previousStableVersion"] = previous.DeepClone();
        document["variants"] = new JsonArray([.. routing["variants"]!.AsArray().Select(VariantOf)]);
        if (routing["rules"] is JsonArray { Count: > 0 } rules)
            document["rules"] = new JsonArray([.. rules.Select(RuleOf)]);
        if (routing["shadows"] is JsonArray { Count: > 0 } shadows)
            document["shadows"] = shadows.DeepClone();
        if ((string?)routing["assignment"] is { } assignment and not "caller")
            document["assignment"] = assignment;
        if (routing["isSuspended"] is JsonValue suspended && suspended.GetValue<bool>())
            document["isSuspended"] = true;
        foreach (var name in (string[])["fallback", "guards"])
        {
            if (routing[name] is JsonObject own && !JsonNode.DeepEquals(own, endpoint[name]))
                document[name] = WithoutNothing(own);
        }

        return document;
    }

    /// <summary>Whether a part of it names agents, which another installation does not have.</summary>
    public static bool NamesAgents(JsonNode table) =>
        table["routing"]!["cohorts"] is JsonArray { Count: > 0 } || table["prepare"]!.AsArray().Any(p => p!["onlyAgents"] is not null || p["exceptAgents"] is JsonArray { Count: > 0 });

    private static JsonObject VariantOf(JsonNode? variant) => new()
    {
        ["name"] = variant!["name"]!.DeepClone(),
        ["version"] = variant["version"]!.DeepClone(),
        ["role"] = variant["role"]!.DeepClone(),
        ["weight"] = variant["weight"]!.DeepClone(),
        ["buckets"] = BucketsOf(variant["buckets"]),
    };

    private static JsonObject RuleOf(JsonNode? rule)
    {
        var document = WithoutNothing(rule!.AsObject());
        if (document["split"] is JsonArray split)
            document["split"] = new JsonArray([.. split.Select(s => new JsonObject(s!.AsObject().Select(m => KeyValuePair.Create(m.Key, m.Key == "buckets" ? BucketsOf(m.Value) : m.Value?.DeepClone()))))]);
        return document;
    }

    // Without the count, which follows from the two.
    private static JsonArray BucketsOf(JsonNode? buckets) =>
        new([.. (buckets as JsonArray ?? []).Select(b => new JsonObject { ["start"] = b!["start"]!.DeepClone(), ["end"] = b["end"]!.DeepClone() })]);

    private static JsonObject WithoutNothing(JsonObject members) => new(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
}
