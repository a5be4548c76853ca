using Microsoft.AspNetCore.Components;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Features.Reference;

/// <summary>One operation: what it takes, what it answers, and a line for a terminal.</summary>
public sealed partial class ApiOperationPanel
{
    private const string Json = "application/json";

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required ApiOperationRow Row { get; set; }

    /// <summary>The named schemas of the document.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<string, IOpenApiSchema> Schemas { get; set; }

    private IOpenApiSchema? Answer => (Row.Operation.Responses ?? []).Where(r => r.Key.StartsWith('2'))
        .Select(r => r.Value.Content is { } content && content.TryGetValue(Json, out var media) ? media.Schema : null).FirstOrDefault(s => s is not null);

    private string Curl
    {
        get
        {
            var method = Row.Method == "GET" ? "" : $"-X {Row.Method} ";
            var body = Row.Operation.RequestBody?.Content?.ContainsKey(Json) == true ? "-H 'Content-Type: application/json' -d @body.json " : "";
            return $"curl {method}{body}'{Navigation.BaseUri.TrimEnd('/')}{Row.Path}'";
        }
    }

    private static string Said(IOpenApiResponse answer)
    {
        var types = (answer.Content ?? new Dictionary<string, OpenApiMediaType>()).Select(c => c.Key == Json ? SchemaText.Of(c.Value.Schema) : c.Key);
        return string.Join(", ", types.Prepend(answer.Description?.TrimEnd('.') ?? ""));
    }
}
