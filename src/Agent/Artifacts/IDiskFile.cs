namespace ControlPlane.AgentHost.Artifacts;

/// <summary>A file being written. Not thread-safe.</summary>
public interface IDiskFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Adds bytes; they survive the process from now on, a power cut only after <see cref="Sync"/>.</summary>
    /// <exception cref="IOException">The disk fails; <see cref="DiskErrors.IsFull"/> tells whether it is full.</exception>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Makes the bytes survive a power cut.</summary>
    /// <exception cref="DiskSyncException">The disk does not say that they do.</exception>
    void Sync();
}
