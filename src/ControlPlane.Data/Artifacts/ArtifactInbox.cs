using System.Buffers;
using System.Security.Cryptography;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>Where files come in, on the local disk: written, hashed on the way, synced. Thread-safe; the same file may come twice at once.</summary>
internal sealed class ArtifactInbox
{
    public const int BufferLength = 128 * 1024;

    private readonly string _folder;
    private readonly Func<string, Stream> _create;
    private long _counter;

    public ArtifactInbox(string folder, Func<string, Stream>? create = null)
    {
        _folder = folder;
        _create = create ?? (path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous));
    }

    /// <summary>Makes the folder, and deletes what an earlier process left half-written.</summary>
    public void Prepare()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    /// <inheritdoc cref="IArtifactStore.ReceiveAsync" />
    public async Task<Outcome<ReceivedArtifact>> ReceiveAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, $"{Interlocked.Increment(ref _counter)}.part");
        var isWhole = false;
        try
        {
            var written = await WriteAsync(content, path, limit, cancellationToken);
            isWhole = written.IsAccepted;
            return written.Then<ReceivedArtifact>(artifact => new ReceivedArtifact(path, artifact));
        }
        finally
        {
            if (!isWhole)
                File.Delete(path);
        }
    }

    public static Refusal NotStored(IOException exception) =>
        new(ArtifactRefusals.NotStored, $"The file could not be stored: {exception.Message} Free some disk space and upload it again.");

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
}
