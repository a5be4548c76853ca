using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Features.Reference;

/// <summary>The API's own description for people: made of the document that programs read, so that the two cannot differ.</summary>
public sealed partial class ApiReferencePage
{
    private OpenApiDocument? _document;
    private string _sought = "";

    [Inject(Key = "v1")]
    public required IOpenApiDocumentProvider Documents { get; init; }

    private IReadOnlyDictionary<string, IOpenApiSchema> Schemas =>
        _document?.Components?.Schemas is { } schemas ? new Dictionary<string, IOpenApiSchema>(schemas, StringComparer.Ordinal) : new Dictionary<string, IOpenApiSchema>();

    private IReadOnlyList<(OpenApiTag Tag, IReadOnlyList<ApiOperationRow> Operations)> Groups =>
    [
        .. (_document?.Tags ?? new HashSet<OpenApiTag>()).Select(tag => (tag, OperationsOf(tag))).Where(g => g.Item2.Count > 0),
    ];

    protected override async Task OnInitializedAsync() => _document = await Documents.GetOpenApiDocumentAsync(CancellationToken.None);

    private static string IdOf(string? tag) => (tag ?? "").Replace(' ', '-');

    private void Seek(ChangeEventArgs typed) => _sought = (typed.Value as string ?? "").Trim();

    private IReadOnlyList<ApiOperationRow> OperationsOf(OpenApiTag tag) =>
    [
        .. _document!.Paths
            .SelectMany(path => (path.Value.Operations ?? []).Select(o => new ApiOperationRow(o.Key.Method.ToUpperInvariant(), path.Key, o.Value)))
            .Where(row => row.Operation.Tags?.Any(t => t.Name == tag.Name) == true && row.Holds(_sought)),
    ];
}
