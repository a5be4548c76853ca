using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Sets when a batch job is run again, or that it is not. A singleton, thread-safe.</summary>
public sealed class ScheduleJobCommand(CommandAccess access, JobChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <param name="id">The job.</param>
    /// <param name="every">Time between two runs; null ends its schedule.</param>
    /// <param name="onPromotion">Also as soon as another version is stable.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The job. Refusals: <see cref="JobRefusals.NotFound"/>, <see cref="JobRefusals.Invalid"/>.</returns>
    public async Task<Outcome<BatchJob>> RunAsync(string id, TimeSpan? every, bool onPromotion, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckJobAsync<ScheduleJobCommand>(actor, id, cancellation) is { } forbidden)
            return forbidden;
        return await changes.RunAsync(
            id,
            action: null,
            actor,
            (context, job, _) =>
            {
                Refusal? refusal = null;
                if (every is { } time)
                    refusal = job.Plan(time, onPromotion, clock.GetUtcNow()).Refusal;
                else
                    job.Unplan();
                if (refusal is null)
                    context.Note(JobDrafts.Scheduled(job, actor, clock.GetUtcNow()));
                return Task.FromResult(refusal);
            },
            cancellation);
    }
}
