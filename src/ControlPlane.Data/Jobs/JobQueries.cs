using ControlPlane.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Jobs;

/// <summary>Reads batch jobs, their chunks and stored predictions. What it gives is not tracked. Thread-safe.</summary>
public sealed class JobQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Jobs, newest first.</summary>
    /// <param name="endpoint">Only of this endpoint; null for all.</param>
    /// <param name="before">Only jobs before this id; null from the newest on.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<BatchJob>> ListAsync(string? endpoint, string? before, int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking()
            .Where(j => (endpoint == null || j.Endpoint == endpoint) && (before == null || string.Compare(j.Id, before) < 0))
            .OrderByDescending(j => j.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>One job; null when there is none.</summary>
    public async Task<BatchJob?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, cancellationToken);
    }

    /// <summary>Jobs that run in a pool, oldest first.</summary>
    public async Task<IReadOnlyList<BatchJob>> RunningAsync(string pool, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking().Where(j => j.Phase == JobPhase.Running && j.Pool == pool).OrderBy(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Jobs whose results still have to become stored predictions, oldest first.</summary>
    public async Task<IReadOnlyList<BatchJob>> ToStoreAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking().Where(j => j.IsStoreDue).OrderBy(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Jobs that are run again, oldest first.</summary>
    public async Task<IReadOnlyList<BatchJob>> ScheduledAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking().Where(j => j.Schedule != null).OrderBy(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Jobs that ended before a moment and are not run again, oldest first, a few at a time.</summary>
    public async Task<IReadOnlyList<BatchJob>> EndedBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking().Where(j => j.EndedAt < moment && j.Schedule == null).OrderBy(j => j.Id).Take(10).ToListAsync(cancellationToken);
    }

    /// <summary>The newest run of a job that is run again: itself when its schedule has begun none.</summary>
    public async Task<BatchJob?> NewestRunAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AsNoTracking().Where(j => j.Id == id || j.ScheduledBy == id).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Chunks of a job, in order.</summary>
    public async Task<IReadOnlyList<JobChunk>> ChunksAsync(string job, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.JobChunks.AsNoTracking().Where(c => c.JobId == job).OrderBy(c => c.Number).ToListAsync(cancellationToken);
    }

    /// <summary>Chunks that agents have, by job.</summary>
    public async Task<IReadOnlyDictionary<string, int>> LeasedAsync(IReadOnlyCollection<string> jobs, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.JobChunks.AsNoTracking().Where(c => jobs.Contains(c.JobId) && c.State == ChunkState.Leased)
            .GroupBy(c => c.JobId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>Bytes of every input and result that is kept.</summary>
    public async Task<long> BytesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var inputs = await context.BatchJobs.AsNoTracking().GroupBy(j => j.InputDigest).Select(g => g.Max(j => j.InputBytes)).ToListAsync(cancellationToken);
        return inputs.Sum() + await context.BatchJobs.SumAsync(j => j.ResultBytes, cancellationToken) + await context.PredictionSets.SumAsync(s => s.SizeBytes, cancellationToken);
    }

    /// <summary>Whether a job still needs an input.</summary>
    public async Task<bool> HasInputAsync(string digest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BatchJobs.AnyAsync(j => j.InputDigest == digest, cancellationToken);
    }

    /// <summary>Whether an endpoint's stored predictions are this file.</summary>
    public async Task<bool> HasSetAsync(string digest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PredictionSets.AnyAsync(s => s.Digest == digest, cancellationToken);
    }

    /// <summary>Stored predictions of a pool, by endpoint.</summary>
    public async Task<IReadOnlyList<PredictionSet>> SetsAsync(string pool, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PredictionSets.AsNoTracking().Where(s => s.Pool == pool).OrderBy(s => s.Endpoint).ToListAsync(cancellationToken);
    }

    /// <summary>Stored predictions of an endpoint; null when it has none.</summary>
    public async Task<PredictionSet?> FindSetAsync(string endpoint, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PredictionSets.AsNoTracking().FirstOrDefaultAsync(s => s.Endpoint == endpoint, cancellationToken);
    }
}
