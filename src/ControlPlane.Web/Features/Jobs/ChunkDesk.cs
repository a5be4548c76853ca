using System.Buffers;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>
/// Deals chunks out to agents that ask, and takes results back. What an agent says is checked against the lease twice: before results are kept, which is cheap,
/// and in the transaction that counts them, which decides. A singleton, thread-safe.
/// </summary>
internal sealed class ChunkDesk(
    JobQueries jobs, JobFiles files, JobMappings mappings, JobChanges changes, StateWriter writer, IdSource ids, IOptions<JobOptions> options, TimeProvider clock)
{
    private const string LeaseRanOut = "its lease ran out each time, so that agents may die of it; look at their logs.";

    /// <summary>A chunk for an agent: of the job with the fewest chunks under way, so that a long one does not hold up the others; null when there is none.</summary>
    public async Task<ChunkLease?> LeaseAsync(AgentId agent, string pool, WorkRequest request, CancellationToken cancellation)
    {
        var ready = request.Versions.ToHashSet();
        var running = (await jobs.RunningAsync(pool, cancellation)).Where(j => ready.Contains(new ReadyVersion(j.Model, j.Version))).ToList();
        if (running.Count == 0)
            return null;
        var leased = await jobs.LeasedAsync([.. running.Select(j => j.Id)], cancellation);
        foreach (var job in running.OrderBy(j => leased.GetValueOrDefault(j.Id)))
        {
            if ((await TakeAsync(job.Id, agent, cancellation)) is { IsAccepted: true, Value: { } taken })
                return await ToLeaseAsync(taken, cancellation);
        }

        return null;
    }

    /// <summary>The agent is still at work.</summary>
    /// <returns>Refusal: <see cref="JobRefusals.LeaseOver"/>.</returns>
    public Task<Outcome<JobChunk>> RenewAsync(LeaseRenewal renewal, CancellationToken cancellation) => writer.RunAsync<JobChunk>(
        async (context, unitCancellation) => await new JobStore(context).FindChunkAsync(renewal.JobId, renewal.Chunk, unitCancellation) is { } chunk
            ? chunk.Renew(renewal.Lease, clock.GetUtcNow(), options.Value.Lease)
            : Over(renewal.JobId, renewal.Chunk),
        cancellation);

    /// <summary>Takes what an agent made of a chunk.</summary>
    /// <returns>The job. Refusals: <see cref="JobRefusals.LeaseOver"/>, <see cref="JobRefusals.IllegalMove"/>, and those of <see cref="JobFiles"/>.</returns>
    public async Task<Outcome<BatchJob>> ReportAsync(ChunkReport report, CancellationToken cancellation)
    {
        var (job, chunk) = (await jobs.FindAsync(report.JobId, cancellation), (await jobs.ChunksAsync(report.JobId, cancellation)).FirstOrDefault(c => c.Number == report.Chunk));
        if (job is null || chunk is not { State: ChunkState.Leased } || chunk.Lease != report.Lease)
            return Over(report.JobId, report.Chunk);
        var (rows, groups) = await ReadAsync(await mappings.OfAsync(job, cancellation), job, chunk, cancellation);
        return ChunkVerdict.Of(report, groups) switch
        {
            { IsToSplit: true } => await ChangeAsync(report, (_, open) => open.Split(report.Lease).Refusal, cancellation),
            { Problem: { } problem } => await ChangeAsync(report, (owner, open) => GiveBack(owner, open, report.Lease, problem), cancellation),
            _ => await KeepAsync(report, job, rows, groups, cancellation),
        };
    }

    private async Task<Outcome<BatchJob>> KeepAsync(
        ChunkReport report, BatchJob job, IReadOnlyList<InputRow> rows, IReadOnlyList<RowGroup> groups, CancellationToken cancellation)
    {
        var lines = new ArrayBufferWriter<byte>();
        var result = ResultLines.Write(rows, groups, report.Answers, job.Version, lines);
        if (await files.WriteAsync(report.JobId, report.Chunk, report.Lease, lines.WrittenMemory, cancellation) is { } notStored)
            return notStored;
        var counted = await ChangeAsync(report, (owner, open) => open.Finish(report.Lease).Refusal ?? owner.Count(result, clock.GetUtcNow()).Refusal, cancellation);
        if (!counted.IsAccepted)
            files.Forget(report.JobId, report.Chunk, report.Lease);
        return counted;
    }

    private Task<Outcome<BatchJob>> ChangeAsync(ChunkReport report, Func<BatchJob, JobChunk, Refusal?> change, CancellationToken cancellation) => changes.RunAsync(
        report.JobId,
        action: null,
        Actor.Automatic,
        async (context, job, unitCancellation) =>
            await new JobStore(context).FindChunkAsync(report.JobId, report.Chunk, unitCancellation) is { } chunk ? change(job, chunk) : Over(report.JobId, report.Chunk),
        cancellation);

    private Refusal? GiveBack(BatchJob job, JobChunk chunk, string lease, string problem) =>
        chunk.GiveBack(lease, clock.GetUtcNow()).Refusal ?? (chunk.State == ChunkState.Failed ? job.Fail(chunk, problem, clock.GetUtcNow()).Refusal : null);

    private async Task<Outcome<TakenChunk>> TakeAsync(string id, AgentId agent, CancellationToken cancellation)
    {
        JobChunk? taken = null;
        var outcome = await changes.RunAsync(
            id,
            action: null,
            Actor.Automatic,
            async (context, job, unitCancellation) =>
            {
                var now = clock.GetUtcNow();
                if (job.Phase != JobPhase.Running || await new JobStore(context).FindFreeAsync(id, now, unitCancellation) is not { } chunk)
                    return new Refusal(JobRefusals.NoWork, $"The job {id} has no chunk to give.");
                if (chunk.RunOut(now))
                    return job.Fail(chunk, LeaseRanOut, now).Refusal;
                var refusal = chunk.Take(ids.NewId(), agent.Value, now, options.Value.Lease).Refusal;
                taken = chunk;
                return refusal;
            },
            cancellation);
        return outcome.Then<TakenChunk>(job => taken is null ? new Refusal(JobRefusals.NoWork, $"The job {id} has failed.") : new TakenChunk(job, taken));
    }

    private async Task<ChunkLease> ToLeaseAsync(TakenChunk taken, CancellationToken cancellation)
    {
        var mapping = await mappings.OfAsync(taken.Job, cancellation);
        var (_, groups) = await ReadAsync(mapping, taken.Job, taken.Chunk, cancellation);
        return new ChunkLease
        {
            JobId = taken.Job.Id,
            Chunk = taken.Chunk.Number,
            Lease = taken.Chunk.Lease!,
            Seconds = options.Value.Lease.TotalSeconds,
            Endpoint = taken.Job.Endpoint,
            Version = taken.Job.Version,
            Requests = [.. groups.Select(g => ChunkRequests.Request(mapping, g))],
        };
    }

    // The same bytes and the same mapping give the same rows, so that they need not be kept while an agent is at work.
    private async Task<(IReadOnlyList<InputRow> Rows, IReadOnlyList<RowGroup> Groups)> ReadAsync(InputMapping mapping, BatchJob job, JobChunk chunk, CancellationToken cancellation)
    {
        var rows = RowReader.Read(mapping, await files.ReadAsync(job.InputDigest, chunk.Range, cancellation), chunk.Range.FirstLine);
        return (rows, ChunkRequests.Group(mapping, rows, chunk.IsRowByRow));
    }

    private static Refusal Over(string job, int chunk) => new(JobRefusals.LeaseOver, $"Chunk {chunk} of the job {job} is not leased to you.");
}
