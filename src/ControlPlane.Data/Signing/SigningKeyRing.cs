using System.Security.Cryptography;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Data.Signing;

/// <summary>
/// The keys of an installation in the order they were made, each vouched for by the one before. The newest signs, and after a rotation the one before it too,
/// so that agents which have not heard of the newest yet take the same tables. Immutable; signing is thread-safe.
/// </summary>
public sealed class SigningKeyRing
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<(string Id, ECDsa Key)> _signers;

    /// <summary>The ring of stored keys.</summary>
    /// <exception cref="CryptographicException">A stored key is none.</exception>
    public SigningKeyRing(IReadOnlyList<StoredSigningKey> keys)
    {
        Keys = keys;
        _signers = [.. keys.Where(k => k.PrivateKey is not null).Select(k => (k.Id, Import(k.PrivateKey!)))];
        if (_signers.Count == 0)
            throw new CryptographicException("No key of the installation can sign.");
    }

    /// <summary>All keys, the oldest first; with secrets.</summary>
    public IReadOnlyList<StoredSigningKey> Keys { get; }

    /// <summary>What agents are told: without secrets.</summary>
    public IReadOnlyList<SigningKey> Public =>
        [.. Keys.Select(k => new SigningKey { Id = k.Id, PublicKey = k.PublicKey, EndorsedBy = k.EndorsedBy, Endorsement = k.Endorsement, IsRetired = k.RetiredAt is not null })];

    /// <summary>A ring of one new key.</summary>
    public static SigningKeyRing Begin(DateTimeOffset now)
    {
        using var key = P256.Create();
        return new SigningKeyRing([Stored(key, null, null, now)]);
    }

    /// <summary>The ring with a new key that signs beside the newest so far; any older one is retired.</summary>
    public SigningKeyRing Rotate(string clusterId, DateTimeOffset now)
    {
        using var next = P256.Create();
        var (id, newest) = _signers[^1];
        lock (_gate)
        {
            var endorsement = SigningKeyTrust.Endorse(newest, clusterId, next.ExportSubjectPublicKeyInfo());
            return new SigningKeyRing([.. Keys.Select(k => k.Id == id ? k : Retire(k, now)), Stored(next, id, endorsement, now)]);
        }
    }

    /// <summary>The ring in which the newest key alone signs.</summary>
    public SigningKeyRing Retire(DateTimeOffset now) => new([.. Keys.Select(k => k.Id == _signers[^1].Id ? k : Retire(k, now))]);

    /// <summary>The table with the signatures of all keys that sign.</summary>
    public SealedRoutingTable Sign(SealedRoutingTable table)
    {
        lock (_gate)
            return table with { Signature = TableSignature.Write(TableSignature.Published, _signers, table) };
    }

    private static StoredSigningKey Retire(StoredSigningKey key, DateTimeOffset now) => key with { PrivateKey = null, RetiredAt = key.RetiredAt ?? now };

    private static StoredSigningKey Stored(ECDsa key, string? endorsedBy, string? endorsement, DateTimeOffset now)
    {
        var publicKey = key.ExportSubjectPublicKeyInfo();
        return new StoredSigningKey
        {
            Id = P256.IdOf(publicKey),
            PublicKey = publicKey,
            PrivateKey = key.ExportPkcs8PrivateKey(),
            EndorsedBy = endorsedBy,
            Endorsement = endorsement,
            CreatedAt = now,
        };
    }

    private static ECDsa Import(byte[] privateKey)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        return key;
    }
}
