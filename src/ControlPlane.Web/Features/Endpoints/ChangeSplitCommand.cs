using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Sets the traffic split of an endpoint. The stable version stays what it is.</summary>
public sealed class ChangeSplitCommand(EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="EndpointRefusals"/>.</returns>
    public Task<Outcome<CommittedChange>> RunAsync(ChangeSplitRequest request, Actor actor, CancellationToken cancellation) =>
        changes.RunAsync(actor, request.Reason, async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(request.Endpoint, request.ExpectedVersion, unitCancellation);
            if (loaded.Refusal is { } refusal)
                return refusal;
            var endpoint = loaded.Value;
            var versions = await unit.Models.VersionNumbersAsync(endpoint.Model, unitCancellation);
            return endpoint.SetSplit(request.Variants, versions, clock.GetUtcNow()).Then<EndpointDecision>(change => new EndpointDecision(endpoint, change));
        }, cancellation);
}
