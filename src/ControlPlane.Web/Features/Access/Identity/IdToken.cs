using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>
/// An id_token taken apart: a JWS in compact form (RFC 7515). Nothing of it is believed before <see cref="IdTokenCheck"/> has looked at it.
/// Immutable.
/// </summary>
internal sealed record IdToken
{
    private const int MaximumLength = 32 * 1024;
    private const int MaximumDepth = 16;

    /// <summary>The algorithm it claims to be signed with.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The key it claims to be signed with; null when it says none.</summary>
    public required string? KeyId { get; init; }

    /// <summary>What is signed.</summary>
    public required byte[] Signed { get; init; }

    /// <summary>The signature.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>What it claims.</summary>
    public required JsonElement Claims { get; init; }

    /// <summary>Takes one apart.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.IdentityRefused"/>.</returns>
    public static Outcome<IdToken> Read(string text)
    {
        if (text.Length > MaximumLength || text.Split('.') is not [var header, var payload, var signature])
            return IdTokenCheck.Refuse("it is no signed token in compact form");
        try
        {
            var head = Parse(header);
            if (head.TryGetProperty("crit", out _))
                return IdTokenCheck.Refuse("it demands extensions that are not known here");
            return new IdToken
            {
                Algorithm = TextOf(head, "alg") ?? "",
                KeyId = TextOf(head, "kid"),
                Signed = Encoding.ASCII.GetBytes($"{header}.{payload}"),
                Signature = Base64Url.DecodeFromChars(signature),
                Claims = Parse(payload),
            };
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return IdTokenCheck.Refuse("it cannot be read");
        }
    }

    /// <summary>A claim that is a text; null when it is none.</summary>
    public static string? TextOf(JsonElement claims, string name) =>
        claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A claim that is a text or a list of texts; empty when it is neither.</summary>
    public static IReadOnlyList<string> TextsOf(JsonElement claims, string name)
    {
        if (claims.ValueKind != JsonValueKind.Object || !claims.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
            _ => [],
        };
    }

    private static JsonElement Parse(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), new JsonDocumentOptions { MaxDepth = MaximumDepth });
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("It is no object.");
    }
}
