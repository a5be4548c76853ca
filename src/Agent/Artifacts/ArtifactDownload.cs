namespace ControlPlane.AgentHost.Artifacts;

/// <summary>A download that has begun.</summary>
/// <param name="content">The bytes; reading may fail at any point.</param>
/// <param name="offset">Place of the first byte in the file; 0 when the source does not know ranges, whatever was asked.</param>
/// <param name="owner">Disposed with the download; null when there is nothing more to dispose.</param>
public sealed class ArtifactDownload(Stream content, long offset, IDisposable? owner = null) : IAsyncDisposable
{
    /// <summary>The bytes from <see cref="Offset"/> on.</summary>
    public Stream Content { get; } = content;

    /// <summary>Place of the first byte in the file.</summary>
    public long Offset { get; } = offset;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        owner?.Dispose();
    }
}
