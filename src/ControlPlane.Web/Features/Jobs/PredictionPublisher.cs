using System.IO.Pipelines;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Components;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Makes the results of an ended job the stored predictions of its endpoint: written whole, then swapped. Rows that are broken are left out. A singleton, thread-safe.</summary>
public sealed class PredictionPublisher(JobResults results, JobFiles files, JobQueries jobs, JobInputs inputs, JobChanges changes, ILeadership leadership, IOptions<JobOptions> options, TimeProvider clock)
{
    /// <summary>Publishes.</summary>
    /// <returns>The job. Refusals: those of <see cref="JobChanges"/>; what keeps results from being stored stands in the job's sentence.</returns>
    public async Task<Outcome<BatchJob>> PublishAsync(BatchJob job, CancellationToken cancellation)
    {
        var chunks = await results.ChunksAsync(job, isPartial: false, cancellation);
        if (chunks.Refusal is { } unfinished)
            return unfinished;
        var before = await jobs.FindSetAsync(job.Endpoint, cancellation);
        var (stored, keys) = await WriteAsync(job, chunks.Value, cancellation);
        var published = await changes.RunAsync(
            job.Id,
            action: null,
            Actor.Automatic,
            async (context, owner, unitCancellation) =>
            {
                if (await leadership.CheckAsync(context, unitCancellation) is { } fenced)
                    return fenced;
                if (stored.Refusal is { } notStored)
                {
                    owner.Stored($"Its predictions are not stored: {notStored.Sentence}");
                    return null;
                }

                var set = SetOf(job, stored.Value, keys);
                if (await context.Endpoints.FindAsync([job.Endpoint], unitCancellation) is null)
                {
                    owner.Stored($"Its predictions are not stored: '{job.Endpoint}' is gone.");
                    return null;
                }

                await new JobStore(context).ReplaceAsync(set, unitCancellation);
                context.Note(JobDrafts.Published(set, Actor.Automatic));
                owner.Stored($"{Wording.Count(keys)} predictions are stored.");
                return null;
            },
            cancellation);
        foreach (var digest in (string?[])[before?.Digest, stored.Match(s => s.Digest, _ => null!)])
        {
            if (digest is not null)
                await inputs.ForgetAsync(digest, cancellation);
        }

        return published;
    }

    private async Task<(Outcome<StoredArtifact> Stored, long Keys)> WriteAsync(BatchJob job, IReadOnlyList<JobChunk> chunks, CancellationToken cancellation)
    {
        var pipe = new Pipe();
        var writing = WriteAsync(job, chunks, pipe.Writer, cancellation);
        var stored = await files.Kept.StoreAsync(pipe.Reader.AsStream(), options.Value.SetLimit, cancellation);

        // Whoever reads may have stopped at the limit; the writer then hears that, and ends.
        await pipe.Reader.CompleteAsync();
        return (stored, await writing);
    }

    private async Task<long> WriteAsync(BatchJob job, IReadOnlyList<JobChunk> chunks, PipeWriter target, CancellationToken cancellation)
    {
        var keys = 0L;
        try
        {
            foreach (var chunk in chunks)
            {
                await foreach (var line in results.LinesAsync(job, chunk, cancellation))
                {
                    if (!IsPrediction(line))
                        continue;
                    keys++;
                    await target.WriteAsync(line, cancellation);
                    if ((await target.WriteAsync("\n"u8.ToArray(), cancellation)).IsCompleted)
                        return keys;
                }
            }

            return keys;
        }
        finally
        {
            await target.CompleteAsync();
        }
    }

    private static bool IsPrediction(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("key", out _) && document.RootElement.TryGetProperty("outputs", out _);
    }

    private PredictionSet SetOf(BatchJob job, StoredArtifact stored, long keys) => new()
    {
        Endpoint = job.Endpoint,
        Pool = job.Pool,
        JobId = job.Id,
        Version = job.Version,
        Digest = stored.Digest,
        SizeBytes = stored.SizeBytes,
        Keys = keys,
        ComputedAt = job.CreatedAt,
        PublishedAt = clock.GetUtcNow(),
    };
}
