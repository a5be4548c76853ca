using System.Security.Cryptography;

namespace ControlPlane.Domain.Models.Signing;

/// <summary>A public key whose signatures count. Immutable, thread-safe.</summary>
public sealed class TrustedKey
{
    private readonly ECParameters _key;

    private TrustedKey(string name, ECParameters key, HashAlgorithmName hash) => (Name, _key, Hash) = (name, key, hash);

    /// <summary>As the administrator calls it.</summary>
    public string Name { get; }

    /// <summary>The hash that belongs to its curve.</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>Reads a public key over P-256, P-384 or P-521.</summary>
    /// <returns>Null when the text is none.</returns>
    public static TrustedKey? Read(string name, string pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            HashAlgorithmName? hash = key.KeySize switch
            {
                256 => HashAlgorithmName.SHA256,
                384 => HashAlgorithmName.SHA384,
                521 => HashAlgorithmName.SHA512,
                _ => null,
            };
            return hash is { } known ? new TrustedKey(name, key.ExportParameters(includePrivateParameters: false), known) : null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether it made a signature in DER form over some bytes.</summary>
    public bool HasMade(byte[] signature, byte[] data)
    {
        using var key = ECDsa.Create(_key);
        try
        {
            return key.VerifyData(data, signature, Hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // What is no signature at all was made by nobody.
            return false;
        }
    }
}
