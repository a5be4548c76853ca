using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>Model files in a folder. What was received beside it on the same disk is renamed into its place, and the name synced.</summary>
public sealed class ArtifactStore : IArtifactStore
{
    private readonly string _folder;
    private readonly ArtifactInbox _inbox;

    /// <summary>A store in a folder; <see cref="Prepare"/> makes it.</summary>
    public ArtifactStore(string folder)
        : this(folder, null)
    {
    }

    internal ArtifactStore(string folder, Func<string, Stream>? create)
    {
        _folder = folder;
        _inbox = new ArtifactInbox(Path.Combine(folder, "incoming"), create);
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

    /// <inheritdoc />
    public Task<Outcome<Stream>> OpenAsync(string digest, CancellationToken cancellationToken)
    {
        var path = PathOf(digest);
        return Task.FromResult<Outcome<Stream>>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ArtifactInbox.BufferLength, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : ArtifactRefusals.Missing(digest));
    }

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
