using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Changes the plan of an experiment under way: the test begins anew, and the history says what was and what is.</summary>
public sealed class ReviseExperimentCommand(CommandAccess access, RolloutQueries rollouts, RolloutChanges changes)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="ExperimentRevision.Decide"/>, <see cref="RolloutRefusals.NotFound"/>, <see cref="RolloutRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<CommandedRollout>> RunAsync(ReviseExperimentRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckRolloutAsync(actor, CommandPermissions.Of(typeof(ReviseExperimentCommand)), request.Id, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await changes.RunAsync(
            request.Id, "change the experiment's plan", actor, request.Reason,
            (rollout, _) => rollout.CheckUnchanged(request.ExpectedVersion) is { } conflict ? conflict : request.Revision.Decide(rollout, actor, request.Reason),
            cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;
        return await rollouts.FindAsync(request.Id, cancellation) is { } revised ? new CommandedRollout(revised, outcome.Value) : RolloutChanges.NotFound(request.Id);
    }
}
