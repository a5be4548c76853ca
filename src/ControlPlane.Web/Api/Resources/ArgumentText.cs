using System.Text.Json;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Arguments may be written as numbers or as text; inside they are text until their type is known. Pure.</summary>
internal static class ArgumentText
{
    public static string? Of(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var other => other.Value.GetRawText(),
    };
}
