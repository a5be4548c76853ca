using System.Buffers;
using System.Security.Cryptography;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>
/// Model files in a folder, each under the SHA-256 of its bytes. A file is there whole or not at all:
/// it is written aside, hashed on the way, synced, then renamed. Thread-safe; the same file may come twice at once.
/// </summary>
public sealed class ArtifactStore
{
    private const int BufferLength = 128 * 1024;
    private const string IncomingName = "incoming";

    private readonly string _incoming;
    private readonly string _stored;
    private readonly Func<string, Stream> _create;
    private long _counter;

    /// <summary>A store in a folder; <see cref="Prepare"/> makes it.</summary>
    public ArtifactStore(string folder)
        : this(folder, path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
    {
    }

    /// <summary>A store in a folder that replicas share.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="replica">Name of this process among them; its half-written files are kept apart from those of the others.</param>
    public ArtifactStore(string folder, string replica)
        : this(folder) =>
        _incoming = Path.Combine(folder, IncomingName, replica);

    internal ArtifactStore(string folder, Func<string, Stream> create)
    {
        _create = create;
        _incoming = Path.Combine(folder, IncomingName);
        _stored = Path.Combine(folder, "sha256");
    }

    /// <summary>Makes the folder, and deletes what an earlier process left half-written. Only for the one process that writes there.</summary>
    public void Prepare()
    {
        if (Directory.Exists(_incoming))
            Directory.Delete(_incoming, recursive: true);
        Directory.CreateDirectory(_incoming);
        Directory.CreateDirectory(_stored);
    }

    /// <summary>Stores what a stream yields. An exception of the stream goes through; no file is left behind then, nor after a refusal.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="limit">Largest length in bytes, inclusive.</param>
    /// <param name="cancellationToken">Gives the upload up.</param>
    /// <returns>Refusals: <see cref="ArtifactRefusals.TooLarge"/>, <see cref="ArtifactRefusals.Empty"/>, <see cref="ArtifactRefusals.NotStored"/>.</returns>
    public async Task<Outcome<StoredArtifact>> ReceiveAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(_incoming, $"{Interlocked.Increment(ref _counter)}.part");
        try
        {
            var written = await WriteAsync(content, temporary, limit, cancellationToken);
            return written.Then<StoredArtifact>(artifact => Keep(temporary, artifact));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a stored file for reading, seekable; null when it is not there. The caller disposes it.</summary>
    public FileStream? OpenRead(string digest)
    {
        var path = PathOf(digest);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferLength, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null;
    }

    /// <summary>Removes a stored file that no version has and none can get; nothing happens when it is not there.</summary>
    public void Remove(string digest) => File.Delete(PathOf(digest));

    /// <summary>Path of a stored file for a server that sends files itself; null when it is not there.</summary>
    public string? FindPath(string digest) => PathOf(digest) is var path && File.Exists(path) ? path : null;

    private async Task<Outcome<StoredArtifact>> WriteAsync(Stream content, string temporary, long limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        var source = content;
        try
        {
            await using var file = _create(temporary);
            for (int read; (read = await source.ReadAsync(buffer.AsMemory(0, BufferLength), cancellationToken)) > 0;)
            {
                length += read;
                if (length > limit)
                    return Refusal.OfField(ArtifactRefusals.TooLarge, "body", $"is larger than {limit} bytes", "upload a smaller file");
                hash.AppendData(buffer, 0, read);
                if (await TryWriteAsync(file, buffer.AsMemory(0, read), cancellationToken) is { } refusal)
                    return refusal;
            }

            if (length == 0)
                return Refusal.OfField(ArtifactRefusals.Empty, "body", "is empty", "upload the bytes of a file");
            if (await TrySyncAsync(file, cancellationToken) is { } failed)
                return failed;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new StoredArtifact(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
    }

    private static async Task<Refusal?> TryWriteAsync(Stream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken);
            return null;
        }
        catch (IOException exception)
        {
            return NotStored(exception);
        }
    }

    private static async Task<Refusal?> TrySyncAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            await file.FlushAsync(cancellationToken);
            if (file is FileStream onDisk)
                onDisk.Flush(flushToDisk: true);
            return null;
        }
        catch (IOException exception)
        {
            return NotStored(exception);
        }
    }

    private Outcome<StoredArtifact> Keep(string temporary, StoredArtifact artifact)
    {
        var path = PathOf(artifact.Digest);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            File.Move(temporary, path, overwrite: true);
            DirectorySync.Sync(folder);
            DirectorySync.Sync(_stored);
            return artifact;
        }
        catch (IOException exception)
        {
            return NotStored(exception);
        }
    }

    private string PathOf(string digest)
    {
        if (digest.Length != 2 * SHA256.HashSizeInBytes || !digest.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{digest}' is not a digest of 64 lower-case hexadecimal digits.", nameof(digest));
        return Path.Combine(_stored, digest[..2], digest);
    }

    private static Refusal NotStored(IOException exception) =>
        new(ArtifactRefusals.NotStored, $"The file could not be stored: {exception.Message} Free some disk space and upload it again.");
}
