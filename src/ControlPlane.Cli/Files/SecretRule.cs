using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary>Finds values that look like secrets: files go into repositories, where a secret is one no longer.</summary>
internal static partial class SecretRule
{
    private const string Remedy = "take it out of the file, and give the control plane a new one by its own configuration";

    public static IEnumerable<FieldProblem> Check(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(m => CheckMember(m.Key, m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}")),
        JsonArray items => items.SelectMany((item, index) => Check(item, $"{path}[{index}]")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && SecretValue().IsMatch(value.GetValue<string>()) => [new FieldProblem(path, "holds what looks like a secret", Remedy)],
        _ => [],
    };

    private static IEnumerable<FieldProblem> CheckMember(string name, JsonNode? value, string path) =>
        value is JsonValue && SecretName().IsMatch(name) ? [new FieldProblem(path, "is a secret by its name", Remedy)] : Check(value, path);

    // The name of a stored secret may stand in a file; `secret` is therefore not among them.
    [GeneratedRegex("^(password|passphrase|token|api[-_]?key|private[-_]?key|access[-_]?key|client[-_]?secret|credentials?)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Private keys, cloud keys, web tokens, bearer headers, and addresses with a password.
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\beyJ[\w-]{10,}\.[\w-]{10,}\.|\bBearer\s+\S{16,}|\b(ghp|gho|glpat|xox[bap])[-_]\w{16,}|://[^/\s:@]+:[^/\s@]+@", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();
}
