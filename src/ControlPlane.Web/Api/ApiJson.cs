using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Web.Api;

/// <summary>How the API reads and writes JSON: camelCase, unknown members and numbers in quotes refused, so that a typing error is not silently ignored.</summary>
internal static class ApiJson
{
    /// <summary>Longest JSON body, bytes.</summary>
    public const int MaximumBodyBytes = 256 * 1024;

    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.Converters.Add(new KebabCaseEnumConverter<DayOfWeek>());
        return options;
    }
}
