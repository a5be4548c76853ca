using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Features.Reference;

/// <summary>How a schema reads in one line. Pure.</summary>
internal static class SchemaText
{
    private const int LongestList = 8;

    /// <summary>The type in words, such as <c>string</c>, <c>Version[]</c> or <c>one of a, b</c>.</summary>
    public static string Of(IOpenApiSchema? schema) => schema switch
    {
        null => "anything",
        { Enum: { Count: > 0 } values } => $"one of {string.Join(", ", values.Where(v => v is not null).Take(LongestList).Select(Plain))}{(values.Count > LongestList ? ", …" : "")}",
        OpenApiSchemaReference { Reference.Id: { } id } => id,
        { OneOf: { Count: > 0 } several } => Several(several),
        { AnyOf: { Count: > 0 } several } => Several(several),
        { Items: { } items } => $"list of {Of(items)}",
        { AdditionalProperties: { } values } => $"map of {Of(values)}",
        { Type: { } type } => InWords(type, schema.Format),
        _ => "anything",
    };

    /// <summary>Name of the schema that a value or the items of a list have; null where that is none of the named ones.</summary>
    public static string? NameIn(IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchemaReference { Reference.Id: { } id } => id,
        { Items: { } items } => NameIn(items),
        { OneOf: { Count: > 0 } several } => several.Select(NameIn).FirstOrDefault(n => n is not null),
        _ => null,
    };

    private static string Several(IEnumerable<IOpenApiSchema> schemas) => string.Join(" or ", schemas.Select(Of).Distinct());

    private static string Plain(JsonNode value) => value.ToString();

    private static string InWords(JsonSchemaType type, string? format)
    {
        var words = Enum.GetValues<JsonSchemaType>().Where(t => t != JsonSchemaType.Null && type.HasFlag(t)).Select(t => t.ToString().ToLowerInvariant());
        return $"{string.Join(" or ", words)}{(format is null ? "" : $" ({format})")}{(type.HasFlag(JsonSchemaType.Null) ? ", or null" : "")}";
    }
}
