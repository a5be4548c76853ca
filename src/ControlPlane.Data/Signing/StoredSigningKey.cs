namespace ControlPlane.Data.Signing;

/// <summary>A signing key as it is kept. Holds a secret until it is retired. Immutable.</summary>
public sealed record StoredSigningKey
{
    /// <summary>See <see cref="Contracts.Keys.P256.IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>PKCS #8; null once it is retired. A secret.</summary>
    public byte[]? PrivateKey { get; init; }

    /// <summary>Id of the key before it; null for the first.</summary>
    public string? EndorsedBy { get; init; }

    /// <summary>That key's word for it; null for the first.</summary>
    public string? Endorsement { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stopped to sign; null while it does.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
}
