using System.Text.Json;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /models/{model}/aliases/{alias}</c>. Immutable.</summary>
/// <param name="Version">The version to point at: its number, <c>models:/name/3</c> or <c>models:/name@alias</c>.</param>
internal sealed record AliasBody(JsonElement Version)
{
    /// <summary>The version as text.</summary>
    public string Text => Version.ValueKind == JsonValueKind.String ? Version.GetString()! : Version.GetRawText();
}
