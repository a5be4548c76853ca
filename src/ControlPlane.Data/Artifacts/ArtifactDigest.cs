using System.Security.Cryptography;

namespace ControlPlane.Data.Artifacts;

/// <summary>The address of a model file. Stateless.</summary>
internal static class ArtifactDigest
{
    private const string Folder = "sha256";

    /// <summary>Parts of the path below a store, the first two digits as a folder of their own, so that no folder grows long.</summary>
    /// <exception cref="ArgumentException">It is no digest, and could be a way out of the store.</exception>
    public static IReadOnlyList<string> PathOf(string digest)
    {
        if (digest.Length != 2 * SHA256.HashSizeInBytes || !digest.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{digest}' is not a digest of 64 lower-case hexadecimal digits.", nameof(digest));
        return [Folder, digest[..2], digest];
    }
}
