using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>
/// The one way in which batch jobs change: decide, save job, chunk, audit and, where a version is needed or no longer needed, the pool's table in one transaction;
/// after the commit tell agents and screens. A singleton, thread-safe.
/// </summary>
public sealed partial class JobChanges(StateWriter writer, ILeadership leadership, TablePublisher publisher, ChangeBell bell, TimeProvider clock, ILogger<JobChanges> logger)
{
    /// <summary>Begins a job.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="schedule">Sets when it is run again; null when it is not.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<BatchJob>> StartAsync(JobDraft draft, Func<BatchJob, Refusal?>? schedule, Actor actor, CancellationToken cancellation)
    {
        var outcome = await writer.RunAsync((context, unitCancellation) => BeginAsync(context, draft, schedule, actor, unitCancellation), cancellation);
        return outcome.Then<BatchJob>(made => TellStarted(made, actor));
    }

    /// <summary>Takes a scheduled job's turn and begins its run: both or neither, and only where this process leads, so that no turn is taken twice.</summary>
    /// <param name="id">The job with the schedule.</param>
    /// <param name="run">What its turn begins.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The run. Refusals: <see cref="JobRefusals.NotFound"/>, <see cref="Domain.Replicas.LeaseRefusals.NotLeader"/>.</returns>
    public async Task<Outcome<BatchJob>> RepeatAsync(string id, JobDraft run, CancellationToken cancellation)
    {
        var outcome = await writer.RunAsync(
            leadership.Fenced<(BatchJob Job, PublishedTable? Table)>(async (context, unitCancellation) =>
            {
                if (await new JobStore(context).FindAsync(id, unitCancellation) is not { } owner)
                    return NotFound(id);
                owner.Repeated(clock.GetUtcNow());
                return await BeginAsync(context, run, schedule: null, Actor.Automatic, unitCancellation);
            }),
            cancellation);
        return outcome.Then<BatchJob>(made => TellStarted(made, Actor.Automatic));
    }

    /// <summary>Changes a job.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="action">What the audit calls it where the phase changes; null calls it as the phase is called then.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="change">Decides; may run once only.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The job. Refusals: <see cref="JobRefusals.NotFound"/>, and those of the change.</returns>
    public async Task<Outcome<BatchJob>> RunAsync(
        string id, string? action, Actor actor, Func<StateContext, BatchJob, CancellationToken, Task<Refusal?>> change, CancellationToken cancellation)
    {
        var outcome = await writer.RunAsync<(BatchJob Job, PublishedTable? Table)>(
            async (context, unitCancellation) =>
            {
                if (await new FleetStore(context).CheckPublishingAsync(unitCancellation) is { } behind)
                    return behind;
                if (await new JobStore(context).FindAsync(id, unitCancellation) is not { } job)
                    return NotFound(id);
                var before = job.Phase;
                if (await change(context, job, unitCancellation) is { } refusal)
                    return refusal;
                if (job.Phase == before)
                    return (job, null);
                context.Note(JobDrafts.Moved(job, before, action ?? job.Phase.ToString().ToLowerInvariant(), actor, clock.GetUtcNow()));
                await context.SaveChangesAsync(unitCancellation);
                return (job, await new RoutingTableStore(context).PublishAsync(job.Pool, clock.GetUtcNow(), unitCancellation));
            },
            cancellation);
        return outcome.Then<BatchJob>(made =>
        {
            if (made.Table is not null)
                LogMoved(made.Job.Id, made.Job.Phase, made.Job.Sentence);
            return Tell(made.Job, made.Table);
        });
    }

    /// <summary>There is no such job.</summary>
    public static Refusal NotFound(string id) => new(JobRefusals.NotFound, $"There is no batch job '{id}'.");

    private async Task<Outcome<(BatchJob Job, PublishedTable? Table)>> BeginAsync(
        StateContext context, JobDraft draft, Func<BatchJob, Refusal?>? schedule, Actor actor, CancellationToken cancellation)
    {
        if (await new FleetStore(context).CheckPublishingAsync(cancellation) is { } behind)
            return behind;
        var (job, chunks) = BatchJob.Start(draft, clock.GetUtcNow());
        if (schedule?.Invoke(job) is { } refusal)
            return refusal;
        new JobStore(context).Add(job, chunks);
        context.Note(JobDrafts.Started(job, actor));
        if (job.Schedule is not null)
            context.Note(JobDrafts.Scheduled(job, actor, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellation);
        return (job, await new RoutingTableStore(context).PublishAsync(job.Pool, clock.GetUtcNow(), cancellation));
    }

    private BatchJob TellStarted((BatchJob Job, PublishedTable? Table) made, Actor actor)
    {
        LogStarted(made.Job.Id, made.Job.Endpoint, made.Job.Rows, made.Job.Version, actor.Name);
        return Tell(made.Job, made.Table);
    }

    private BatchJob Tell(BatchJob job, PublishedTable? table)
    {
        if (table is not null)
            publisher.Publish(RoutingTableQueries.Open(table).Value, OfferUrgency.Routine);
        bell.Ring(ChangeTopic.Jobs, job.Id);
        return job;
    }

    [LoggerMessage(2100, LogLevel.Information, "Batch job {Job} began at {Endpoint}: {Rows} rows on v{Version}, started by {Actor}.")]
    private partial void LogStarted(string job, string endpoint, long rows, int version, string actor);

    [LoggerMessage(2101, LogLevel.Information, "Batch job {Job} is {Phase}: {Sentence}")]
    private partial void LogMoved(string job, JobPhase phase, string sentence);
}
