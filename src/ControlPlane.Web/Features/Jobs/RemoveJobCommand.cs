using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Removes a batch job that does not run, with its results and, where no other job needs it, its input. Stored predictions it made stay. A singleton, thread-safe.</summary>
public sealed class RemoveJobCommand(CommandAccess access, StateWriter writer, JobFiles files, JobInputs inputs, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>The job. Refusals: <see cref="JobRefusals.NotFound"/>, <see cref="JobRefusals.IllegalMove"/>.</returns>
    public async Task<Outcome<BatchJob>> RunAsync(string id, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckJobAsync<RemoveJobCommand>(actor, id, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<BatchJob>(
            async (context, unitCancellation) =>
            {
                if (await new JobStore(context).FindAsync(id, unitCancellation) is not { } job)
                    return JobChanges.NotFound(id);
                if (job.Phase == JobPhase.Running)
                    return new Refusal(JobRefusals.IllegalMove, $"The job {id} is running; cancel it first.");
                context.BatchJobs.Remove(job);
                context.Note(JobDrafts.Removed(job, actor, clock.GetUtcNow()));
                return job;
            },
            cancellation);
        if (outcome.IsAccepted)
        {
            files.Forget(id);
            await inputs.ForgetAsync(outcome.Value.InputDigest, cancellation);
            bell.Ring(ChangeTopic.Jobs, id);
        }

        return outcome;
    }
}
