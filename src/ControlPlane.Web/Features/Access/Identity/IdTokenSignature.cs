using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>
/// Verifies signatures by the keys a provider publishes (RFC 7517, 7518): RSA and P-256 only. What is signed with a shared secret, or not at all, is never right:
/// the algorithm is ours to choose, not the token's. Stateless.
/// </summary>
internal static class IdTokenSignature
{
    private const int LeastRsaBits = 2048;

    /// <summary>Whether a published key made the signature.</summary>
    public static bool IsBy(JsonElement key, IdToken token)
    {
        if (IdToken.TextOf(key, "use") is not (null or "sig") || (IdToken.TextOf(key, "alg") is { } bound && bound != token.Algorithm))
            return false;
        try
        {
            return (token.Algorithm, IdToken.TextOf(key, "kty")) switch
            {
                ("RS256", "RSA") => IsByRsa(key, token, RSASignaturePadding.Pkcs1),
                ("PS256", "RSA") => IsByRsa(key, token, RSASignaturePadding.Pss),
                ("ES256", "EC") when IdToken.TextOf(key, "crv") == "P-256" => IsByCurve(key, token),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            // A key that is none made no signature.
            return false;
        }
    }

    private static bool IsByRsa(JsonElement key, IdToken token, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = BytesOf(key, "n"), Exponent = BytesOf(key, "e") });
        return rsa.KeySize >= LeastRsaBits && rsa.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA256, padding);
    }

    private static bool IsByCurve(JsonElement key, IdToken token)
    {
        using var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = BytesOf(key, "x"), Y = BytesOf(key, "y") } });
        return curve.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] BytesOf(JsonElement key, string name) => Base64Url.DecodeFromChars(IdToken.TextOf(key, name) ?? "");
}
