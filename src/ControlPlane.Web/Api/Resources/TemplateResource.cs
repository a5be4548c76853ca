using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A stored analysis template as the API tells it. Immutable.</summary>
internal sealed record TemplateResource(string Name, DateTimeOffset CreatedAt, long ConcurrencyVersion, IReadOnlyList<TemplateVersionResource> Versions)
{
    public static TemplateResource Of(RegisteredTemplate template) =>
        new(template.Name, template.CreatedAt, template.ConcurrencyVersion, [.. template.Versions.Select(TemplateVersionResource.Of)]);
}
