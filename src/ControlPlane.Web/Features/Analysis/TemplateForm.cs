using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>What stands in the form of a template, as text, and back. Pure.</summary>
public static class TemplateForm
{
    /// <summary>A first version to begin with: one query of a Prometheus server against a limit.</summary>
    public const string Example = """
        {
          "checks": [
            {
              "metric": "failed-share",
              "source": {
                "kind": "prometheus",
                "address": "https://prometheus.example",
                "query": "sum(rate(http_errors_total{variant=\"{{variant}}\"}[1m]))"
              },
              "maximum": "{{args.limit}}",
              "interval": "15s"
            }
          ]
        }
        """;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Parameters one a line: name, type, default where there is one, all separated by blanks.</summary>
    public static string LinesOf(IReadOnlyList<TemplateParameter> parameters) =>
        string.Join('\n', parameters.Select(p => $"{p.Name} {p.Type.ToString().ToLowerInvariant()}{(p.Default is null ? "" : $" = {p.Default}")}{(p.Description.Length == 0 ? "" : $" # {p.Description}")}"));

    /// <summary>JSON as people read it.</summary>
    public static string Pretty(string content) => JsonNode.Parse(content)!.ToJsonString(Indented);

    /// <summary>The draft that was typed.</summary>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public static Outcome<TemplateDraft> Read(string content, string parameters, string description)
    {
        var declared = new List<TemplateParameter>();
        foreach (var (index, line) in parameters.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Index())
        {
            if (ReadLine(line) is not { } parameter)
                return Refusal.OfField(TemplateRefusals.Invalid, $"parameters[{index}]", $"is '{line}'", "write name type = default # meaning, with a type of number, duration or text");
            declared.Add(parameter);
        }

        try
        {
            return JsonNode.Parse(content) is JsonObject members && members.All(m => m.Key is "checks" or "judge")
                ? new TemplateDraft(members.ToJsonString(), declared, description.Trim())
                : Refusal.OfField(TemplateRefusals.Invalid, "content", "is no object with checks and judge alone", "begin with {\"checks\": […]}");
        }
        catch (JsonException exception)
        {
            return Refusal.OfField(TemplateRefusals.Invalid, "content", $"is no JSON at line {exception.LineNumber + 1}", "look for a missing comma, quote or bracket there");
        }
    }

    private static TemplateParameter? ReadLine(string line)
    {
        var (declaration, description) = Cut(line, '#');
        var (head, value) = Cut(declaration, '=');
        return head.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var type] && Enum.TryParse<ParameterType>(type, ignoreCase: true, out var known) && !char.IsAsciiDigit(type[0])
            ? new TemplateParameter(name, known, value.Length == 0 ? null : value, description)
            : null;
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is var index and >= 0 ? (text[..index].Trim(), text[(index + 1)..].Trim()) : (text.Trim(), "");
}
