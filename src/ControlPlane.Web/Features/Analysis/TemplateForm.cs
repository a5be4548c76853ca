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

    /// <summary>JSON as people read it.</summary>
    public static string Pretty(string content) => JsonNode.Parse(content)!.ToJsonString(Indented);

    /// <summary>The draft that was typed.</summary>
    /// <param name="content">Checks and the rest, as JSON.</param>
    /// <param name="parameters">One row each.</param>
    /// <param name="description">What it is for.</param>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public static Outcome<TemplateDraft> Read(string content, IEnumerable<ParameterRow> parameters, string description)
    {
        try
        {
            return JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject members && members.All(m => TemplateDraft.Members.Contains(m.Key, StringComparer.Ordinal))
                ? new TemplateDraft(members.ToJsonString(), [.. parameters.Select(p => p.ToParameter())], description.Trim())
                : Refusal.OfField(TemplateRefusals.Invalid, "content", $"is no object of {string.Join(", ", TemplateDraft.Members)}", "begin with {\"checks\": […]}");
        }
        catch (JsonException exception)
        {
            return Refusal.OfField(TemplateRefusals.Invalid, "content", exception.LineNumber is { } line ? $"is no JSON at line {line + 1}" : "is no JSON that can be read", "look for a missing comma, quote or bracket, or a member given twice");
        }
    }
}
