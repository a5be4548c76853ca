using Microsoft.AspNetCore.Components;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Features.Reference;

/// <summary>The members of an object, or of the items of a list.</summary>
public sealed partial class SchemaTable
{
    [Parameter, EditorRequired]
    public IOpenApiSchema? Schema { get; set; }

    /// <summary>The named schemas of the document.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<string, IOpenApiSchema> Schemas { get; set; }

    private IOpenApiSchema? Shown => SchemaText.NameIn(Schema) is { } name ? Schemas.GetValueOrDefault(name) : Schema;

    private IReadOnlyList<KeyValuePair<string, IOpenApiSchema>> Members => [.. Shown?.Properties ?? new Dictionary<string, IOpenApiSchema>()];

    private IReadOnlySet<string> Required => Shown?.Required is { } required ? new HashSet<string>(required, StringComparer.Ordinal) : new HashSet<string>();
}
