using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Cli.Files;

/// <summary>Whether a thing is already what a file says, and what it becomes otherwise.</summary>
internal static class FieldComparison
{
    /// <summary>Whether all that is wanted is so; what is not named may be anything. Times may be seconds there and text here.</summary>
    public static bool Covers(JsonNode? actual, JsonNode? wanted) => (actual, wanted) switch
    {
        (JsonObject has, JsonObject wants) => wants.All(w => Covers(has[w.Key], w.Value)),
        (JsonArray has, JsonArray wants) => has.Count == wants.Count && has.Zip(wants).All(p => Covers(p.First, p.Second)),
        (JsonValue seconds, JsonValue text) when seconds.GetValueKind() == JsonValueKind.Number && text.GetValueKind() == JsonValueKind.String =>
            DurationText.TryParse(text.GetValue<string>(), out var time) && time.TotalSeconds == JsonNumber.Of(seconds),
        (JsonValue left, JsonValue right) when left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number => JsonNumber.Of(left) == JsonNumber.Of(right),
        _ => JsonNode.DeepEquals(actual, wanted),
    };

    /// <summary>What is, with everything that is wanted laid over it; lists are replaced whole.</summary>
    public static JsonObject Overlay(JsonObject actual, JsonObject wanted)
    {
        var result = actual.DeepClone().AsObject();
        foreach (var (name, value) in wanted)
            result[name] = value is JsonObject inner && result[name] is JsonObject has ? Overlay(has, inner) : value?.DeepClone();
        return result;
    }

    /// <summary>The single members of an object, by path.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonObject members, string prefix = "") => members.SelectMany(m =>
        m.Value is JsonObject { Count: > 0 } inner ? Leaves(inner, $"{prefix}{m.Key}.") : [($"{prefix}{m.Key}", m.Value)]);
}
