using System.Text.Json.Nodes;
using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One version of a stored analysis template. Immutable.</summary>
internal sealed record TemplateVersionResource(
    int Version, string Description, IReadOnlyList<TemplateParameter> Parameters, JsonNode Checks, JsonNode? Judge, JsonNode? Comparison, JsonNode? OnError, JsonNode? Baseline, string CreatedBy, DateTimeOffset CreatedAt)
{
    public static TemplateVersionResource Of(TemplateVersion version)
    {
        var content = JsonNode.Parse(version.Content)!;
        return new(
            version.Number, version.Description, version.Parameters, content["checks"]!, content["judge"], content["comparison"], content["onError"], content["baseline"], version.CreatedBy, version.CreatedAt);
    }
}
