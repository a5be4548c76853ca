using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>What people at a screen do to batch jobs; what was done or refused is told in a toast. One per circuit.</summary>
public sealed class JobActions(Viewer viewer, JobVerbCommand verbs, RemoveJobCommand remove, ScheduleJobCommand schedule, Toasts toasts)
{
    /// <summary>Cancels or resumes.</summary>
    public async Task AskAsync(string id, JobVerb verb) =>
        toasts.Tell(await verbs.RunAsync(id, verb, brokenLimit: null, viewer.Actor, CancellationToken.None), job => job.Sentence);

    /// <summary>Removes it with its results.</summary>
    public async Task<Outcome<BatchJob>> RemoveAsync(string id)
    {
        var outcome = await remove.RunAsync(id, viewer.Actor, CancellationToken.None);
        toasts.Tell(outcome, _ => "The job is removed.");
        return outcome;
    }

    /// <summary>It is not run again.</summary>
    public async Task UnscheduleAsync(string id) =>
        toasts.Tell(await schedule.RunAsync(id, every: null, onPromotion: false, viewer.Actor, CancellationToken.None), _ => "The job is not run again.");
}
