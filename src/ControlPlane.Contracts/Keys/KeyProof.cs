using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Keys;

/// <summary>
/// Proves with each request that its sender has the key a credential is bound to: a DPoP proof (RFC 9449), a JWS with ES256.
/// Its header is fixed and carries no key: the receiver knows the sender's and would believe no other. Stateless.
/// </summary>
public static class KeyProof
{
    /// <summary>Request header of a proof.</summary>
    public const string Header = "DPoP";

    /// <summary>Response header of the nonce that the next proof must carry.</summary>
    public const string NonceHeader = "DPoP-Nonce";

    /// <summary>Scheme of the <c>Authorization</c> header of a credential that is bound to a key.</summary>
    public const string Scheme = "DPoP";

    /// <summary>Longest proof in characters.</summary>
    public const int MaximumLength = 2_048;

    private static readonly string JoseHeader = Base64Url.EncodeToString("""{"typ":"dpop+jwt","alg":"ES256"}"""u8);

    /// <summary>The proof of some claims.</summary>
    public static string Write(ECDsa key, KeyProofClaims claims)
    {
        var signed = $"{JoseHeader}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, ContractsJsonContext.Default.KeyProofClaims))}";
        return $"{signed}.{Base64Url.EncodeToString(P256.Sign(key, signed))}";
    }

    /// <summary>The claims of a proof by the key with this public half; null for anything else.</summary>
    public static KeyProofClaims? Read(string? proof, ReadOnlySpan<byte> publicKey)
    {
        if (proof is null or { Length: > MaximumLength } || proof.Split('.') is not [var header, var claims, var signature] || header != JoseHeader)
            return null;
        if (!Base64Url.IsValid(claims) || !Base64Url.IsValid(signature) || !P256.Verify(publicKey, $"{header}.{claims}", Base64Url.DecodeFromChars(signature)))
            return null;
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(claims), ContractsJsonContext.Default.KeyProofClaims);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How a proof names a secret: Base64Url of its SHA-256.</summary>
    public static string HashOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
