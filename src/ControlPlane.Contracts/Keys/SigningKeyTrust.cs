using System.Buffers.Text;
using System.Security.Cryptography;

namespace ControlPlane.Contracts.Keys;

/// <summary>How trust goes from one signing key to the next: each is vouched for by the one before, so whoever knows one can follow. Stateless, pure but for the signature.</summary>
public static class SigningKeyTrust
{
    /// <summary>Vouches for a key.</summary>
    /// <param name="by">The key before it.</param>
    /// <param name="clusterId">The installation.</param>
    /// <param name="publicKey">The key, SubjectPublicKeyInfo.</param>
    public static string Endorse(ECDsa by, string clusterId, ReadOnlySpan<byte> publicKey) =>
        Base64Url.EncodeToString(P256.Sign(by, StatementOf(clusterId, publicKey)));

    /// <summary>The keys to trust from now on.</summary>
    /// <param name="clusterId">The installation that was joined.</param>
    /// <param name="trusted">The keys trusted so far.</param>
    /// <param name="told">What the installation says its keys are, each after those that vouch for it.</param>
    /// <returns>Those told that are trusted already or vouched for by one that is, and not retired; empty when none is: then nothing may change.</returns>
    public static IReadOnlyList<SigningKey> Follow(string clusterId, IReadOnlyList<SigningKey> trusted, IReadOnlyList<SigningKey> told)
    {
        var believed = trusted.ToDictionary(k => k.Id, StringComparer.Ordinal);
        foreach (var key in told)
        {
            if (key.Id == P256.IdOf(key.PublicKey) && key.EndorsedBy is { } by && believed.TryGetValue(by, out var voucher) && IsEndorsed(clusterId, key, voucher))
                believed.TryAdd(key.Id, key);
        }

        return [.. told.Where(k => !k.IsRetired && believed.TryGetValue(k.Id, out var known) && known.PublicKey.AsSpan().SequenceEqual(k.PublicKey))];
    }

    private static bool IsEndorsed(string clusterId, SigningKey key, SigningKey voucher) =>
        key.Endorsement is { } signature && Base64Url.IsValid(signature)
        && P256.Verify(voucher.PublicKey, StatementOf(clusterId, key.PublicKey), Base64Url.DecodeFromChars(signature));

    private static string StatementOf(string clusterId, ReadOnlySpan<byte> publicKey) =>
        $"controlplane-signing-key-1\n{clusterId}\n{Convert.ToHexStringLower(SHA256.HashData(publicKey))}";
}
