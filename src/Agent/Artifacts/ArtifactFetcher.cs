using System.Security.Cryptography;
using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Artifacts;

/// <summary>
/// Brings a model file to the blob store: resumes what is there, hashes while it streams, cuts at the announced size,
/// syncs, renames. A cut connection is resumed as long as bytes keep coming; wrong bytes are fetched anew, three times.
/// Thread-safe for different digests.
/// </summary>
public sealed class ArtifactFetcher(
    IArtifactSource source,
    BlobStore blobs,
    IDisk disk,
    TimeProvider time,
    BackoffPolicy backoff,
    ILogger<ArtifactFetcher> logger)
{
    /// <summary>Downloads with wrong bytes before the version is refused.</summary>
    public const int MaximumMismatches = 3;

    /// <summary>How long it keeps trying without one new byte.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Fetches a file.</summary>
    /// <param name="version">What to fetch.</param>
    /// <param name="progress">Told how many bytes are there.</param>
    /// <param name="cancellationToken">Ends it; what was fetched stays for the next time.</param>
    /// <returns>Refusals: <c>artefact_unreachable</c>, <c>digest_mismatch</c>, <c>insufficient_disk</c>, <c>internal</c>.</returns>
    public async Task<Outcome<string>> FetchAsync(PreparedVersion version, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var mismatches = 0;
        var attempt = 0;
        var lastLength = -1L;
        var lastProgress = time.GetTimestamp();
        while (true)
        {
            var result = await TryOnceAsync(version, progress, cancellationToken);
            if (result.IsAccepted)
                return result;

            logger.FetchFailed(version.Model, version.Version, result.Refusal.Sentence);
            if (result.Refusal.Code is RefusalCodes.InsufficientDisk or RefusalCodes.Internal)
                return result;
            if (result.Refusal.Code == RefusalCodes.DigestMismatch && ++mismatches == MaximumMismatches)
                return result;

            var length = disk.LengthOf(blobs.PartPathOf(version.Digest)) ?? 0;
            if (length > lastLength)
            {
                attempt = 0;
                lastProgress = time.GetTimestamp();
            }

            lastLength = length;
            if (time.GetElapsedTime(lastProgress) >= Patience)
                return result;
            await Task.Delay(backoff.DelayOf(attempt++), time, cancellationToken);
        }
    }

    private async Task<Outcome<string>> TryOnceAsync(PreparedVersion version, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var part = blobs.PartPathOf(version.Digest);
        try
        {
            return await DownloadAsync(version, part, progress, cancellationToken);
        }
        catch (Exception e) when (e is IOException full && DiskErrors.IsFull(full))
        {
            DurableFile.TryDelete(disk, part);
            return new Refusal(
                RefusalCodes.InsufficientDisk, $"The disk has no room for {version.Model} v{version.Version}, {version.SizeBytes} bytes.");
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            DurableFile.TryDelete(disk, part);
            return new Refusal(RefusalCodes.Internal, $"The file of {version.Model} v{version.Version} could not be written: {e.Message}");
        }
    }

    private async Task<Outcome<string>> DownloadAsync(
        PreparedVersion version, string part, IProgress<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = HashExisting(part, version.SizeBytes, hash);
        progress.Report(length);
        if (length < version.SizeBytes)
        {
            var opened = await source.OpenAsync(version.Digest, length, cancellationToken);
            if (!opened.IsAccepted)
                return opened.Refusal;

            await using var download = opened.Value;
            if (download.Offset != length)
            {
                hash.GetHashAndReset();
                length = 0;
            }

            using var file = length == 0 ? disk.Create(part) : disk.Append(part);
            var refusal = await CopyAsync(download, file, version, hash, progress, cancellationToken);
            if (refusal is not null)
                return refusal;
            file.Sync();
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != version.Digest)
        {
            disk.Delete(part);
            return new Refusal(
                RefusalCodes.DigestMismatch, $"The bytes fetched for {version.Model} v{version.Version} do not have the digest {version.Digest}.");
        }

        return blobs.Publish(version.Digest);
    }

    private async Task<Refusal?> CopyAsync(
        ArtifactDownload download,
        IDiskFile file,
        PreparedVersion version,
        IncrementalHash hash,
        IProgress<long> progress,
        CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await ReadAsync(download.Content, buffer, cancellationToken);
            if (!read.IsAccepted)
                return read.Refusal;
            if (read.Value == 0)
            {
                return file.Length == version.SizeBytes
                    ? null
                    : Unreachable($"the connection ended at byte {file.Length} of {version.SizeBytes}");
            }

            // One byte too many already proves that it is another file.
            var wanted = (int)Math.Min(read.Value, version.SizeBytes - file.Length);
            file.Write(buffer.AsSpan(0, wanted));
            hash.AppendData(buffer, 0, wanted);
            progress.Report(file.Length);
            if (wanted < read.Value)
            {
                hash.AppendData(buffer, wanted, 1);
                return null;
            }
        }
    }

    private async Task<Outcome<int>> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await content.ReadAsync(buffer, either.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return Unreachable($"the connection broke: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreachable($"no byte came for {ReadTimeout.TotalSeconds:0} s");
        }
    }

    private long HashExisting(string part, long limit, IncrementalHash hash)
    {
        var length = disk.LengthOf(part) ?? 0;
        if (length == 0 || length > limit)
            return 0;

        using var stream = disk.OpenRead(part);
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
            hash.AppendData(buffer, 0, read);
        return length;
    }

    private static Refusal Unreachable(string why) => new(RefusalCodes.ArtefactUnreachable, $"The model file could not be fetched: {why}.");
}
