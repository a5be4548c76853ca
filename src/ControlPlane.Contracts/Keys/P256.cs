using System.Security.Cryptography;
using System.Text;

namespace ControlPlane.Contracts.Keys;

/// <summary>Keys on the curve P-256 (FIPS 186-5) and signatures with them: ECDSA over SHA-256, 64 bytes as in IEEE P1363, which JWS calls ES256. Stateless.</summary>
public static class P256
{
    /// <summary>Bytes of a public key as SubjectPublicKeyInfo (RFC 5480), the point uncompressed.</summary>
    public const int PublicKeyLength = 91;

    private const string CurveId = "1.2.840.10045.3.1.7";
    private const int IdLength = 16;

    /// <summary>A new pair. Holds a secret.</summary>
    public static ECDsa Create() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public key of a SubjectPublicKeyInfo; null for anything else than one of this curve.</summary>
    public static ECDsa? Import(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLength)
            return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            if (read == publicKey.Length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == CurveId)
                return key;
        }
        catch (CryptographicException)
        {
            // No key: told by the answer.
        }

        key.Dispose();
        return null;
    }

    /// <summary>Whether these bytes are a public key of this curve.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        using var key = Import(publicKey);
        return key is not null;
    }

    /// <summary>Short name of a public key: the first 16 digits of its SHA-256, lower-case hexadecimal.</summary>
    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..IdLength];

    /// <summary>Signs a text.</summary>
    public static byte[] Sign(ECDsa key, string text) => key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256);

    /// <summary>Whether a signature over a text is by the key with this public half; false where that is no key.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, string text, ReadOnlySpan<byte> signature)
    {
        using var key = Import(publicKey);
        return key is not null && key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256);
    }
}
