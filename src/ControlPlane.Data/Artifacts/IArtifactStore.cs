using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>
/// Where model files lie, each under the SHA-256 of its bytes. A file is there whole or not at all.
/// It comes in two steps, so that nothing is kept that turns out to be no model: received beside the store, then kept. Thread-safe.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Makes what the store needs, and deletes what an earlier process left half-written. Only for the one process that holds the data folder's lock.</summary>
    void Prepare();

    /// <summary>Takes what a stream yields, hashed on the way. An exception of the stream goes through; no file is left behind then, nor after a refusal.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="limit">Largest length in bytes, inclusive.</param>
    /// <param name="cancellationToken">Gives the upload up.</param>
    /// <returns>Refusals: <see cref="ArtifactRefusals.TooLarge"/>, <see cref="ArtifactRefusals.Empty"/>, <see cref="ArtifactRefusals.NotStored"/>. Disposing what was received forgets it unless it was kept.</returns>
    Task<Outcome<ReceivedArtifact>> ReceiveAsync(Stream content, long limit, CancellationToken cancellationToken);

    /// <summary>Keeps a received file for good; nothing happens when the store has it already.</summary>
    /// <returns>Refusals: <see cref="ArtifactRefusals.NotStored"/>, <see cref="ArtifactRefusals.StoreUnreachable"/>, <see cref="ArtifactRefusals.StoreWrong"/>.</returns>
    Task<Outcome<StoredArtifact>> KeepAsync(ReceivedArtifact received, CancellationToken cancellationToken);

    /// <summary>Opens a stored file for reading, seekable. The caller disposes it.</summary>
    /// <returns>Refusals: <see cref="ArtifactRefusals.NotFound"/>, <see cref="ArtifactRefusals.StoreUnreachable"/>.</returns>
    Task<Outcome<Stream>> OpenAsync(string digest, CancellationToken cancellationToken);
}
