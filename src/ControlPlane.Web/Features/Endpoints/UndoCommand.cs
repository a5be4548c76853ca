using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Restores the split from before the last rollback, within the time for it.</summary>
public sealed class UndoCommand(EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.NotFound"/>, <see cref="EndpointRefusals.NothingToUndo"/>.</returns>
    public Task<Outcome<CommittedChange>> RunAsync(UndoRequest request, Actor actor, CancellationToken cancellation) =>
        changes.RunAsync(actor, reason: "", async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(request.Endpoint, expectedVersion: null, unitCancellation);
            return loaded.Then<EndpointDecision>(endpoint =>
                endpoint.Undo(clock.GetUtcNow()).Then<EndpointDecision>(change => new EndpointDecision(endpoint, change)));
        }, cancellation);
}
