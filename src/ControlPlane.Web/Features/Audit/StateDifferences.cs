using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Audit;

/// <summary>
/// Compares what was with what is, value by value. Members of a list go by their name where they have one, so that a variant that moved up is no difference.
/// Callers' buckets are left out: they follow from the weights. Stateless.
/// </summary>
internal static class StateDifferences
{
    private static readonly string[] NameFields = ["name", "id", "alias"];
    private static readonly HashSet<string> Followers = new(StringComparer.Ordinal) { "buckets" };

    /// <summary>Every value that differs, in the order of the state afterwards, then of what is gone.</summary>
    public static IReadOnlyList<StateDifference> Between(string? before, string? after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        return
        [
            .. now.Where(n => !old.TryGetValue(n.Key, out var was) || was != n.Value).Select(n => new StateDifference(n.Key, old.GetValueOrDefault(n.Key), n.Value)),
            .. old.Where(o => !now.ContainsKey(o.Key)).Select(o => new StateDifference(o.Key, o.Value, null)),
        ];
    }

    private static OrderedDictionary<string, string> Flatten(string? state)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (state is null)
            return values;
        try
        {
            Add(values, "", JsonNode.Parse(state));
        }
        catch (JsonException)
        {
            values["state"] = state;
        }

        return values;
    }

    private static void Add(OrderedDictionary<string, string> values, string path, JsonNode? node)
    {
        switch (node)
        {
            case null:
                return;
            case JsonObject whole:
                foreach (var (name, member) in whole.Where(m => !Followers.Contains(m.Key)))
                    Add(values, Join(path, name), member);
                return;
            case JsonArray list:
                for (var at = 0; at < list.Count; at++)
                    AddMember(values, path, list[at], at);
                return;
            default:
                values[path.Length == 0 ? "value" : path] = TextOf(path, node);
                return;
        }
    }

    // What a member is called by is in its path; to say it once more would be no difference.
    private static void AddMember(OrderedDictionary<string, string> values, string path, JsonNode? member, int at)
    {
        if (member is not JsonObject whole || NameFields.FirstOrDefault(f => whole[f] is JsonValue) is not { } field)
        {
            Add(values, Join(path, $"{at + 1}"), member);
            return;
        }

        var name = whole[field]!.ToString();
        whole.Remove(field);
        Add(values, Join(path, name), whole);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string TextOf(string path, JsonNode value) =>
        path.EndsWith(".weight", StringComparison.Ordinal) && value is JsonValue number && number.TryGetValue<int>(out var weight) ? Wording.Share(weight) : value.ToString();
}
