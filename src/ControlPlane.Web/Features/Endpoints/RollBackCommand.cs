using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>
/// Takes an endpoint back at once: all traffic to the stable version, or, where it is there already, to the stable version before.
/// Asks for no version seen: moving traffic to safety always wins.
/// </summary>
public sealed class RollBackCommand(EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusal: <see cref="EndpointRefusals.NotFound"/>.</returns>
    public Task<Outcome<CommittedChange>> RunAsync(RollBackRequest request, Actor actor, CancellationToken cancellation) =>
        changes.RunAsync(actor, request.Reason, async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(request.Endpoint, expectedVersion: null, unitCancellation);
            return loaded.Then<EndpointDecision>(endpoint => new EndpointDecision(endpoint, endpoint.RollBack(clock.GetUtcNow())));
        }, cancellation);
}
