using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Domain.Jobs;

namespace ControlPlane.Data.Jobs;

/// <summary>
/// Inputs and stored predictions by digest, and results by job, chunk and lease: two agents that run the same chunk never write the same file.
/// Which results count is known to the database alone. Thread-safe.
/// </summary>
public sealed class JobFiles(string folder)
{
    private readonly string _results = Path.Combine(folder, "results");

    /// <summary>Inputs and sets of stored predictions.</summary>
    public ArtifactStore Kept { get; } = new(Path.Combine(folder, "kept"));

    /// <summary>Makes the folders. Only for the one process that holds the data folder's lock.</summary>
    public void Prepare()
    {
        Kept.Prepare();
        Directory.CreateDirectory(_results);
    }

    /// <summary>Bytes of a part of an input.</summary>
    public async Task<byte[]> ReadAsync(string digest, ChunkRange range, CancellationToken cancellationToken)
    {
        await using var file = Kept.OpenRead(digest) ?? throw new FileNotFoundException($"The input {digest} of a job is gone.");
        var bytes = new byte[range.Length];
        file.Seek(range.Offset, SeekOrigin.Begin);
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Keeps the results of a chunk, durable.</summary>
    /// <returns>Null, or the refusal <see cref="ArtifactRefusals.NotStored"/>.</returns>
    public async Task<Refusal?> WriteAsync(string job, int chunk, string lease, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            var path = PathOf(job, chunk, lease);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            await file.WriteAsync(lines, cancellationToken);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (IOException exception)
        {
            return new Refusal(ArtifactRefusals.NotStored, $"Results could not be stored: {exception.Message} Free some disk space.");
        }
    }

    /// <summary>Opens the results of a chunk that is done; the caller disposes it.</summary>
    public FileStream OpenResults(string job, int chunk, string lease) =>
        new(PathOf(job, chunk, lease), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Removes results that do not count.</summary>
    public void Forget(string job, int chunk, string lease) => File.Delete(PathOf(job, chunk, lease));

    /// <summary>Removes every result of a job.</summary>
    public void Forget(string job)
    {
        if (Directory.Exists(FolderOf(job)))
            Directory.Delete(FolderOf(job), recursive: true);
    }

    private string FolderOf(string job) => Path.Combine(_results, Named(job));

    private string PathOf(string job, int chunk, string lease) => Path.Combine(FolderOf(job), $"{chunk:D7}.{Named(lease)}.jsonl");

    // Leases come back from agents: nothing but an id may become part of a path.
    private static string Named(string id) =>
        id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit) ? id : throw new ArgumentException($"'{id}' is no id.", nameof(id));
}
