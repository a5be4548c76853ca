using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Removes an endpoint; its history stays.</summary>
public sealed class DeleteEndpointCommand(CommandAccess access, EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.NotFound"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<CommittedChange>> RunAsync(DeleteEndpointRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<DeleteEndpointCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        return await changes.RunAsync(actor, request.Reason, async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(request.Endpoint, request.ExpectedVersion, unitCancellation);
            if (loaded.IsAccepted && await unit.CheckIdleAsync(request.Endpoint, unitCancellation) is { } busy)
                return busy;
            return loaded.Then<EndpointDecision>(endpoint =>
            {
                var change = endpoint.Delete(clock.GetUtcNow());
                unit.Endpoints.Remove(endpoint);
                return new EndpointDecision(endpoint, change);
            });
        }, cancellation);
    }
}
