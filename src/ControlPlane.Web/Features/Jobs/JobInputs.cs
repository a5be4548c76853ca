using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Takes inputs in, within limit and quota, and cuts them. A singleton, thread-safe.</summary>
public sealed class JobInputs(JobFiles files, JobQueries jobs, IOptions<JobOptions> options)
{
    private const int BufferLength = 128 * 1024;

    /// <summary>Longest input that may come.</summary>
    public long Limit => options.Value.InputLimit;

    /// <summary>Stores what a stream yields. An exception of the stream goes through; nothing is left behind then.</summary>
    /// <returns>Refusals: <see cref="JobRefusals.QuotaExceeded"/>, and those of <see cref="ArtifactStore"/>.</returns>
    public async Task<Outcome<StoredArtifact>> ReceiveAsync(Stream content, CancellationToken cancellation)
    {
        var used = await jobs.BytesAsync(cancellation);
        return used >= options.Value.Quota
            ? new Refusal(JobRefusals.QuotaExceeded, $"Inputs and results of batch jobs take {used} bytes, and the quota is {options.Value.Quota}: remove jobs that are no longer needed.")
            : await files.Kept.StoreAsync(content, Limit, cancellation);
    }

    /// <summary>How a stored input is written, by its first character.</summary>
    public JobFormat FormatOf(string digest)
    {
        using var file = files.Kept.OpenRead(digest) ?? throw new FileNotFoundException($"The input {digest} was stored and is gone.");
        Span<byte> start = stackalloc byte[64];
        var text = System.Text.Encoding.UTF8.GetString(start[..file.Read(start)]).TrimStart('\uFEFF').TrimStart();
        return text.StartsWith('{') ? JobFormat.Jsonl : JobFormat.Csv;
    }

    /// <summary>Cuts a stored input.</summary>
    /// <returns>Refusal: <see cref="JobRefusals.InputInvalid"/>.</returns>
    public Task<Outcome<ScannedInput>> ScanAsync(string digest, JobSettings settings, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var file = files.Kept.OpenRead(digest) ?? throw new FileNotFoundException($"The input {digest} was stored and is gone.");
            var scanner = new InputScanner(settings.Format, settings.ChunkRows);
            var buffer = new byte[BufferLength];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                if (scanner.Add(buffer.AsSpan(0, read)) is { } refusal)
                    return refusal;
            }

            return scanner.End();
        },
        cancellation);

    /// <summary>Removes an input that no job needs.</summary>
    public async Task ForgetAsync(string digest, CancellationToken cancellation)
    {
        if (!await jobs.HasInputAsync(digest, cancellation) && !await jobs.HasSetAsync(digest, cancellation))
            files.Kept.Remove(digest);
    }
}
