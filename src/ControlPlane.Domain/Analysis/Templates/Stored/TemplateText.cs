using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>
/// Puts arguments into a template's JSON. A text that is nothing but <c>{{args.x}}</c> becomes a value of the parameter's type;
/// inside a query a value can never end the quotes it stands in; elsewhere it is put in as it is. Pure.
/// </summary>
public static partial class TemplateText
{
    private const string Prefix = "args.";

    // Members that hold PromQL, in whatever case they are written, as they are read.
    private static readonly HashSet<string> Queries = new(StringComparer.OrdinalIgnoreCase) { nameof(PrometheusSource.Query), nameof(PrometheusSource.ChampionQuery) };

    /// <summary>The JSON with arguments in their places.</summary>
    /// <param name="content">The template's JSON.</param>
    /// <param name="parameters">What may be named.</param>
    /// <param name="values">A value for every parameter.</param>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/> for a name that is no parameter, <see cref="TemplateRefusals.ArgumentInvalid"/> for a value that cannot stand where it would.</returns>
    public static Outcome<JsonNode> Fill(JsonNode content, IReadOnlyList<TemplateParameter> parameters, IReadOnlyDictionary<string, string> values)
    {
        var unknown = new Problems();
        var misplaced = new Problems();
        var filled = Fill("", content, parameters, values, unknown, misplaced);
        if (unknown.Any)
            return unknown.ToRefusal(TemplateRefusals.Invalid);
        return misplaced.Any ? misplaced.ToRefusal(TemplateRefusals.ArgumentInvalid) : filled!;
    }

    /// <summary>Parameters that nothing in the template names.</summary>
    public static IReadOnlyList<string> Unused(JsonNode content, IReadOnlyList<TemplateParameter> parameters)
    {
        var named = Texts(content).SelectMany(QueryText.NamesIn).ToHashSet(StringComparer.Ordinal);
        return [.. parameters.Select(p => p.Name).Where(n => !named.Contains(Prefix + n))];
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Texts(m.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static JsonNode? Fill(
        string path, JsonNode? node, IReadOnlyList<TemplateParameter> parameters, IReadOnlyDictionary<string, string> values, Problems unknown, Problems misplaced)
    {
        switch (node)
        {
            case JsonObject members:
                var filled = new JsonObject();
                foreach (var (name, member) in members)
                    filled[name] = Fill(path.Length == 0 ? name : $"{path}.{name}", member, parameters, values, unknown, misplaced);
                return filled;
            case JsonArray items:
                return new JsonArray([.. items.Select((item, index) => Fill($"{path}[{index}]", item, parameters, values, unknown, misplaced))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return FillText(path, text, parameters, values, unknown, misplaced);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonValue? FillText(
        string path, string text, IReadOnlyList<TemplateParameter> parameters, IReadOnlyDictionary<string, string> values, Problems unknown, Problems misplaced)
    {
        var isQuery = Queries.Contains(path[(path.LastIndexOf('.') + 1)..]);
        foreach (var name in QueryText.NamesIn(text).Where(n => !parameters.Any(p => Prefix + p.Name == n) && !(isQuery && QueryText.Facts.Contains(n, StringComparer.Ordinal))).Distinct())
            unknown.Add(path, $"names '{name}' between double braces, which is no parameter", parameters.Count == 0 ? "declare it under parameters" : $"use {string.Join(", ", parameters.Select(p => Prefix + p.Name))}, or declare it under parameters");
        if (unknown.Any)
            return JsonValue.Create(text);

        if (Whole().Match(text) is { Success: true } whole && !isQuery)
        {
            var parameter = parameters.First(p => p.Name == whole.Groups[1].Value);
            return parameter.Type == ParameterType.Number
                ? JsonValue.Create(double.Parse(values[parameter.Name], NumberStyles.Float, CultureInfo.InvariantCulture))
                : JsonValue.Create(values[parameter.Name]);
        }

        var arguments = values.ToDictionary(v => Prefix + v.Key, v => v.Value, StringComparer.Ordinal);
        if (!isQuery)
            return JsonValue.Create(QueryText.Put(text, arguments));
        var query = QueryText.Fill(text, arguments, out var problem);
        if (problem is not null)
            misplaced.Add(path, $"cannot take the argument: {problem}", "give another value, or put the place in quotes");
        return JsonValue.Create(query);
    }

    [GeneratedRegex(@"^\s*\{\{\s*args\.([A-Za-z0-9_.-]+)\s*\}\}\s*$")]
    private static partial Regex Whole();
}
