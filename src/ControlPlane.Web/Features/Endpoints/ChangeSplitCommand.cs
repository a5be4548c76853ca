using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Sets the traffic split of an endpoint. The stable version stays what it is; an active rollout waits with these weights.</summary>
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
            if (await unit.Rollouts.FindActiveAsync(endpoint.Name, unitCancellation) is { } rollout)
            {
                var known = await unit.Models.VersionNumbersAsync(endpoint.Model, unitCancellation);
                return TrafficSplit.Create(request.Variants, known)
                    .Then(split => RolloutVerbs.SetWeights(rollout, split, actor, request.Reason))
                    .Then(decision => unit.Apply(rollout, endpoint, decision, actor, request.Reason, clock.GetUtcNow()));
            }

            var versions = await unit.Models.VersionNumbersAsync(endpoint.Model, unitCancellation);
            return endpoint.SetSplit(request.Variants, versions, clock.GetUtcNow()).Then<EndpointDecision>(change => new EndpointDecision(endpoint, change));
        }, cancellation);
}
