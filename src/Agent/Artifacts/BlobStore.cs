using System.Security.Cryptography;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Artifacts;

/// <summary>
/// Verified model files by digest, below the data folder: complete ones in <c>blobs</c>, downloads in <c>incoming</c>,
/// files that changed after they were verified in <c>quarantine</c>. Thread-safe for different digests.
/// </summary>
public sealed class BlobStore
{
    private const string PartSuffix = ".part";

    // What lies beside a file for as long as it does.
    private static readonly string[] Suffixes = [PartSuffix, LoadFindingsFile.Suffix, VettingFile.Suffix];

    private readonly IDisk _disk;
    private readonly string _blobs;
    private readonly string _incoming;
    private readonly string _quarantine;

    /// <summary>The store of a data folder; makes its folders.</summary>
    public BlobStore(IDisk disk, string dataFolder)
    {
        _disk = disk;
        _blobs = Path.Combine(dataFolder, "blobs");
        _incoming = Path.Combine(dataFolder, "incoming");
        _quarantine = Path.Combine(dataFolder, "quarantine");
        foreach (var folder in (string[])[_blobs, _incoming, _quarantine])
            disk.CreateFolder(folder);
    }

    /// <summary>Where the complete file of a digest is or will be.</summary>
    public string PathOf(string digest) => Path.Combine(_blobs, Named(digest));

    /// <summary>Where the download of a digest grows.</summary>
    public string PartPathOf(string digest) => Path.Combine(_incoming, Named(digest) + PartSuffix);

    /// <summary>Whether a complete file is there; <see cref="Verify"/> tells whether it is still what it was.</summary>
    public bool Has(string digest) => _disk.LengthOf(PathOf(digest)) is not null;

    /// <summary>Reads the file again from the disk; one that is not what its name says is moved to quarantine.</summary>
    /// <returns>The path, or the refusal <c>digest_mismatch</c>.</returns>
    public Outcome<string> Verify(string digest)
    {
        var path = PathOf(digest);
        using (var stream = _disk.OpenRead(path))
        {
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) == digest)
                return path;
        }

        _disk.Rename(path, Path.Combine(_quarantine, Named(digest)));
        return new Refusal(
            RefusalCodes.DigestMismatch, $"The file {digest} changed on this agent's disk after it was verified and was put into quarantine.");
    }

    /// <summary>Gives a verified and synced download its final name.</summary>
    public string Publish(string digest)
    {
        var path = PathOf(digest);
        _disk.Rename(PartPathOf(digest), path);
        _disk.SyncFolder(_blobs);
        return path;
    }

    /// <summary>Removes every file and download that is not to be kept.</summary>
    /// <returns>How many were removed.</returns>
    public int Release(IReadOnlySet<string> keep)
    {
        var released = _disk.FilesIn(_blobs).Concat(_disk.FilesIn(_incoming)).Concat(_disk.FilesIn(_quarantine))
            .Where(file => !keep.Contains(DigestIn(Path.GetFileName(file))))
            .ToList();
        foreach (var file in released)
            DurableFile.TryDelete(_disk, file);
        return released.Count;
    }

    private static string DigestIn(string name) =>
        Array.Find(Suffixes, s => name.EndsWith(s, StringComparison.Ordinal)) is { } suffix ? name[..^suffix.Length] : name;

    private static string Named(string digest) =>
        digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower)
            ? digest
            : throw new ArgumentException($"'{digest}' is no digest.", nameof(digest));
}
