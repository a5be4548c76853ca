namespace ControlPlane.Data.Signing;

/// <summary>Where the signing keys of an installation are kept.</summary>
internal interface ISigningKeyStore
{
    /// <summary>Where that is, for people.</summary>
    string Place { get; }

    /// <summary>The keys; null when none were made yet.</summary>
    Task<IReadOnlyList<StoredSigningKey>?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps keys in the place of those before.</summary>
    /// <param name="before">How many there were; null when none were made yet.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>False when another replica was faster: nothing changed.</returns>
    Task<bool> SaveAsync(IReadOnlyList<StoredSigningKey>? before, IReadOnlyList<StoredSigningKey> keys, CancellationToken cancellationToken);
}
