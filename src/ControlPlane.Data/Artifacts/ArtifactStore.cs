using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>Files in a folder, each under the SHA-256 of its bytes. What was received beside it on the same disk is renamed into its place, and the name synced.</summary>
public sealed class ArtifactStore : IArtifactStore
{
    private const string IncomingName = "incoming";

    private readonly string _folder;
    private readonly ArtifactInbox _inbox;

    /// <summary>A store in a folder; <see cref="Prepare"/> makes it.</summary>
    public ArtifactStore(string folder)
        : this(folder, new ArtifactInbox(Path.Combine(folder, IncomingName)))
    {
    }

    /// <summary>A store in a folder that replicas share.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="replica">Name of this process among them; its half-written files are kept apart from those of the others.</param>
    public ArtifactStore(string folder, string replica)
        : this(folder, new ArtifactInbox(Path.Combine(folder, IncomingName, replica)))
    {
    }

    internal ArtifactStore(string folder, Func<string, Stream> create)
        : this(folder, new ArtifactInbox(Path.Combine(folder, IncomingName), create))
    {
    }

    private ArtifactStore(string folder, ArtifactInbox inbox)
    {
        _folder = folder;
        _inbox = inbox;
    }

    /// <inheritdoc />
    public void Prepare()
    {
        _inbox.Prepare();
        Directory.CreateDirectory(_folder);
    }

    /// <inheritdoc />
    public Task<Outcome<ReceivedArtifact>> ReceiveAsync(Stream content, long limit, CancellationToken cancellationToken) => _inbox.ReceiveAsync(content, limit, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<StoredArtifact>> KeepAsync(ReceivedArtifact received, CancellationToken cancellationToken) => Task.FromResult(Keep(received));

    /// <summary>Receives and keeps at once: for what is kept whatever it holds.</summary>
    /// <returns>Refusals: those of <see cref="ReceiveAsync"/> and <see cref="KeepAsync"/>.</returns>
    public async Task<Outcome<StoredArtifact>> StoreAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        var received = await _inbox.ReceiveAsync(content, limit, cancellationToken);
        if (received.Refusal is { } refusal)
            return refusal;
        using var file = received.Value;
        return Keep(file);
    }

    /// <inheritdoc />
    public Task<Outcome<Stream>> OpenAsync(string digest, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<Stream>>(OpenRead(digest) is { } file ? file : ArtifactRefusals.Missing(digest));

    /// <summary>Opens a stored file for reading, seekable; null when it is not there. The caller disposes it.</summary>
    public FileStream? OpenRead(string digest)
    {
        var path = PathOf(digest);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ArtifactInbox.BufferLength, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null;
    }

    /// <summary>Removes a stored file that nothing needs; nothing happens when it is not there.</summary>
    public void Remove(string digest) => File.Delete(PathOf(digest));

    private Outcome<StoredArtifact> Keep(ReceivedArtifact received)
    {
        var path = PathOf(received.Artifact.Digest);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            File.Move(received.Path, path, overwrite: true);
            DirectorySync.Sync(folder);
            DirectorySync.Sync(Path.GetDirectoryName(folder)!);
            return received.Artifact;
        }
        catch (IOException exception)
        {
            return ArtifactInbox.NotStored(exception);
        }
    }

    private string PathOf(string digest) => Path.Combine([_folder, .. ArtifactDigest.PathOf(digest)]);
}
