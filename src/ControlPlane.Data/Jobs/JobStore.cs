using ControlPlane.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Jobs;

/// <summary>Loads jobs and their chunks for a change; inside a unit of <see cref="Writing.StateWriter"/>.</summary>
public sealed class JobStore(StateContext context)
{
    /// <summary>The job; null when there is none.</summary>
    public Task<BatchJob?> FindAsync(string id, CancellationToken cancellationToken) => context.BatchJobs.FirstOrDefaultAsync(j => j.Id == id, cancellationToken);

    /// <summary>One chunk; null when there is none.</summary>
    public Task<JobChunk?> FindChunkAsync(string job, int number, CancellationToken cancellationToken) =>
        context.JobChunks.FirstOrDefaultAsync(c => c.JobId == job && c.Number == number, cancellationToken);

    /// <summary>Every chunk that is not done, in order.</summary>
    public async Task<IReadOnlyList<JobChunk>> OpenChunksAsync(string job, CancellationToken cancellationToken) =>
        await context.JobChunks.Where(c => c.JobId == job && c.State != ChunkState.Done).OrderBy(c => c.Number).ToListAsync(cancellationToken);

    /// <summary>The first chunk that may be taken now; null when none may.</summary>
    public Task<JobChunk?> FindFreeAsync(string job, DateTimeOffset now, CancellationToken cancellationToken) => context.JobChunks
        .Where(c => c.JobId == job && (c.State == ChunkState.Waiting || c.State == ChunkState.Leased) && (c.FreeAt == null || c.FreeAt <= now))
        .OrderBy(c => c.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Adds a job with its chunks.</summary>
    public void Add(BatchJob job, IReadOnlyList<JobChunk> chunks)
    {
        context.BatchJobs.Add(job);
        context.JobChunks.AddRange(chunks);
    }

    /// <summary>Puts a set in the place of the endpoint's one before.</summary>
    public async Task ReplaceAsync(PredictionSet set, CancellationToken cancellationToken)
    {
        await context.PredictionSets.Where(s => s.Endpoint == set.Endpoint).ExecuteDeleteAsync(cancellationToken);
        context.PredictionSets.Add(set);
    }
}
