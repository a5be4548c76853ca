using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Cli.Files;

/// <summary>What a document must be: the envelope, the schema of its kind, and no secrets.</summary>
internal static class DeclarationRules
{
    private static readonly string[] Envelope = ["apiVersion", "kind", "metadata", "spec"];

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<Finding> Check(string file, YamlDocument document)
    {
        Finding Wrong(string path, string problem, string remedy) => new(file, document.Find(path), path, problem, remedy);

        if (document.Value is not JsonObject value)
            return [Wrong("", "is no object", "begin with apiVersion, kind, metadata and spec")];
        var findings = new List<Finding>();
        findings.AddRange(value.Select(m => m.Key).Except(Envelope).Select(k => Wrong(k, "is an unknown key", $"use {string.Join(", ", Envelope)}")));
        if ((value["apiVersion"] as JsonValue)?.ToString() != Declaration.ApiVersion)
            findings.Add(Wrong("apiVersion", "is missing or unknown", $"write {Declaration.ApiVersion}"));
        findings.AddRange(CheckMetadata(value["metadata"], Wrong));
        var kind = (value["kind"] as JsonValue)?.ToString() ?? "";
        if (!DeclarationSchema.Kinds.Contains(kind))
            findings.Add(Wrong("kind", "is missing or unknown", $"use {string.Join(", ", DeclarationSchema.Kinds)}"));
        else if (value["spec"] is JsonObject spec)
            findings.AddRange(DeclarationSchema.Check(kind, spec).Select(f => Wrong(f.Field, f.Problem, f.Remedy)));
        else
            findings.Add(Wrong("spec", "is missing or no object", "say what it shall be"));
        findings.AddRange(SecretRule.Check(value).Select(f => Wrong(f.Field, f.Problem, f.Remedy)));
        return findings;
    }

    private static IEnumerable<Finding> CheckMetadata(JsonNode? node, Func<string, string, string, Finding> wrong)
    {
        if (node is not JsonObject metadata)
            return [wrong("metadata", "is missing or no object", "write metadata: {name: …}")];
        var unknown = metadata.Select(m => m.Key).Where(k => k is not ("name" or "labels")).Select(k => wrong($"metadata.{k}", "is an unknown key", "use name, labels"))
            .Concat(CheckLabels(metadata["labels"], wrong));
        return NameRule.Check("metadata.name", (metadata["name"] as JsonValue)?.ToString()) is { } problem
            ? unknown.Append(wrong("metadata.name", problem.Problem, problem.Remedy))
            : unknown;
    }

    private static IEnumerable<Finding> CheckLabels(JsonNode? node, Func<string, string, string, Finding> wrong) => node switch
    {
        null => [],
        JsonObject labels => labels.SelectMany(l => CheckLabel(l.Key, l.Value, wrong)),
        _ => [wrong("metadata.labels", "are no object", "write labels: {team: vision}")],
    };

    private static IEnumerable<Finding> CheckLabel(string name, JsonNode? value, Func<string, string, string, Finding> wrong)
    {
        if (NameRule.Check($"metadata.labels.{name}", name) is { } problem)
            yield return wrong(problem.Field, problem.Problem, problem.Remedy);
        if (value?.GetValueKind() != JsonValueKind.String)
            yield return wrong($"metadata.labels.{name}", "is no text", "write a text, in quotes where it looks like a number");
    }
}
