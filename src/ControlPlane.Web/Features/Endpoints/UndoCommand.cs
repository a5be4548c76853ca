using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Restores the split from before the last rollback, within the time for it.</summary>
public sealed class UndoCommand(CommandAccess access, EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.NotFound"/>, <see cref="EndpointRefusals.NothingToUndo"/>.</returns>
    public async Task<Outcome<CommittedChange>> RunAsync(UndoRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<UndoCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        return await changes.RunAsync(actor, reason: "", async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(request.Endpoint, expectedVersion: null, unitCancellation);
            var now = clock.GetUtcNow();
            if (loaded.IsAccepted && await unit.Rollouts.FindActiveAsync(request.Endpoint, unitCancellation) is { } rollout)
            {
                return RolloutVerbs.Undo(rollout, loaded.Value, actor, now)
                    .Then(decision => unit.Apply(rollout, loaded.Value, decision, actor, "", now));
            }

            return loaded.Then<EndpointDecision>(endpoint =>
                endpoint.Undo(now).Then<EndpointDecision>(change => new EndpointDecision(endpoint, change)));
        }, cancellation);
    }
}
