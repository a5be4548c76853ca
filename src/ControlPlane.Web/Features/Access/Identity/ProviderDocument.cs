using System.Text.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>What a provider says of itself (OpenID Connect Discovery 1.0). Immutable.</summary>
/// <param name="Issuer">Its name.</param>
/// <param name="Authorization">Where people are led.</param>
/// <param name="Token">Where codes are exchanged.</param>
/// <param name="Keys">Where its keys are.</param>
/// <param name="NamesItself">Whether it names itself with every answer (RFC 9207).</param>
internal sealed record ProviderDocument(string Issuer, Uri Authorization, Uri Token, Uri Keys, bool NamesItself)
{
    /// <summary>Reads it; a provider that says another name of itself than it is known by is not believed.</summary>
    public static Outcome<ProviderDocument> Read(JsonElement document, string authority)
    {
        var issuer = IdToken.TextOf(document, "issuer");
        if (issuer is null || issuer.TrimEnd('/') != authority.TrimEnd('/'))
            return IdTokenCheck.Refuse("the provider calls itself by another name than the one it is configured by");
        var named = document.TryGetProperty("authorization_response_iss_parameter_supported", out var says) && says.ValueKind == JsonValueKind.True;
        return Address(document, "authorization_endpoint") is { } authorization && Address(document, "token_endpoint") is { } token && Address(document, "jwks_uri") is { } keys
            ? new ProviderDocument(issuer, authorization, token, keys, named)
            : IdTokenCheck.Refuse("the provider does not say where to go");
    }

    private static Uri? Address(JsonElement document, string name) =>
        Uri.TryCreate(IdToken.TextOf(document, name), UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) ? uri : null;
}
