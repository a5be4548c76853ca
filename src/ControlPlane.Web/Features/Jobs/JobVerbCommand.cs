using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Cancels or resumes a batch job. A singleton, thread-safe.</summary>
public sealed class JobVerbCommand(CommandAccess access, JobChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <param name="id">The job.</param>
    /// <param name="verb">What is wanted.</param>
    /// <param name="brokenLimit">On resume: another share of broken rows above which it stops; null leaves it.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The job. Refusals: <see cref="JobRefusals.NotFound"/>, <see cref="JobRefusals.IllegalMove"/>, <see cref="JobRefusals.Invalid"/>.</returns>
    public async Task<Outcome<BatchJob>> RunAsync(string id, JobVerb verb, double? brokenLimit, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckJobAsync<JobVerbCommand>(actor, id, cancellation) is { } forbidden)
            return forbidden;
        return await changes.RunAsync(
            id,
            verb == JobVerb.Cancel ? "cancelled" : "resumed",
            actor,
            async (context, job, unitCancellation) =>
            {
                var open = await new JobStore(context).OpenChunksAsync(job.Id, unitCancellation);
                return verb switch
                {
                    JobVerb.Cancel => job.Cancel(open, actor.Name, clock.GetUtcNow()).Refusal,
                    JobVerb.Resume => job.Resume(open, brokenLimit, actor.Name, clock.GetUtcNow()).Refusal,
                    _ => throw new InvalidOperationException($"Nothing is defined for {verb}."),
                };
            },
            cancellation);
    }
}
