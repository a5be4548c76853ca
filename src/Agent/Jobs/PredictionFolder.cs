using System.Security.Cryptography;
using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Json;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Files of stored predictions below the data folder, and which of them are in force, so that a restarted agent answers from them without the control plane. One user at a time.</summary>
internal sealed class PredictionFolder
{
    private const int IndexLimit = 1 << 20;
    private const string IndexName = "in-force.json";

    private readonly IDisk _disk;
    private readonly string _folder;

    public PredictionFolder(IDisk disk, string dataFolder)
    {
        _disk = disk;
        _folder = Path.Combine(dataFolder, "predictions");
        disk.CreateFolder(_folder);
    }

    /// <summary>What was in force when the agent last ran.</summary>
    public IReadOnlyList<PredictionSetOffer> ReadIndex()
    {
        try
        {
            return DurableFile.ReadAll(_disk, Path.Combine(_folder, IndexName), IndexLimit) is { } content
                ? JsonSerializer.Deserialize(content, ContractsJsonContext.Default.IReadOnlyListPredictionSetOffer) ?? []
                : [];
        }
        catch (Exception e) when (e is JsonException || DiskErrors.IsDisk(e))
        {
            // The control plane says it again.
            return [];
        }
    }

    /// <summary>Keeps what is in force, and removes every other file.</summary>
    public void WriteIndex(IReadOnlyList<PredictionSetOffer> offers)
    {
        DurableFile.Replace(_disk, Path.Combine(_folder, IndexName), JsonSerializer.SerializeToUtf8Bytes(offers, ContractsJsonContext.Default.IReadOnlyListPredictionSetOffer));
        foreach (var file in _disk.FilesIn(_folder).Where(f => Path.GetFileName(f) is var name && name != IndexName && offers.All(o => o.Digest != name)))
            DurableFile.TryDelete(_disk, file);
    }

    /// <summary>The verified file of a set; fetched when it is not there.</summary>
    /// <exception cref="IOException">The bytes are not what the digest says, or the disk fails.</exception>
    /// <exception cref="HttpRequestException">They cannot be had.</exception>
    public async Task<string> EnsureAsync(PredictionSetOffer offer, IPredictionSource source, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, Named(offer.Digest));
        if (_disk.LengthOf(path) == offer.SizeBytes)
        {
            await using var there = _disk.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(there, cancellationToken)) == offer.Digest)
                return path;
        }

        var part = path + DurableFile.TemporarySuffix;
        await using var content = await source.OpenAsync(offer.Digest, cancellationToken);
        using (var file = _disk.Create(part))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[64 * 1024];
            for (int read; file.Length <= offer.SizeBytes && (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                file.Write(buffer.AsSpan(0, read));
            }

            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != offer.Digest)
                throw new IOException($"The bytes fetched do not have the digest {offer.Digest}.");
            file.Sync();
        }

        _disk.Rename(part, path);
        _disk.SyncFolder(_folder);
        return path;
    }

    private static string Named(string digest) =>
        digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower) ? digest : throw new ArgumentException($"'{digest}' is no digest.", nameof(digest));
}
