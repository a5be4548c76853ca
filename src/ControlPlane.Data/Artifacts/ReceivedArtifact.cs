namespace ControlPlane.Data.Artifacts;

/// <summary>A file that came in whole and is not kept yet. Disposing it deletes it unless it was moved into a store. Not thread-safe.</summary>
public sealed class ReceivedArtifact : IDisposable
{
    internal ReceivedArtifact(string path, StoredArtifact artifact)
    {
        Path = path;
        Artifact = artifact;
    }

    /// <summary>Digest and length.</summary>
    public StoredArtifact Artifact { get; }

    internal string Path { get; }

    /// <summary>Opens it for reading, seekable. The caller disposes it.</summary>
    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, ArtifactInbox.BufferLength, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <inheritdoc />
    public void Dispose() => File.Delete(Path);
}
