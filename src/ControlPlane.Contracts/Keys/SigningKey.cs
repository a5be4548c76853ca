namespace ControlPlane.Contracts.Keys;

/// <summary>A public key by which an installation signs its tables. Immutable.</summary>
public sealed record SigningKey
{
    /// <summary>See <see cref="P256.IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>SubjectPublicKeyInfo, see <see cref="P256"/>.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Id of the key that vouches for it: the one before. Null for an installation's first.</summary>
    public string? EndorsedBy { get; init; }

    /// <summary>That key's signature, Base64Url; null for an installation's first.</summary>
    public string? Endorsement { get; init; }

    /// <summary>It signs nothing more, and what it signed is not to be taken; it only vouches for the next.</summary>
    public bool IsRetired { get; init; }
}
