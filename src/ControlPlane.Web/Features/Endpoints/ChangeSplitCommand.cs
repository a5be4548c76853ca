using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Sets the traffic split of an endpoint. The stable version stays what it is; an active rollout waits with these weights.</summary>
public sealed class ChangeSplitCommand(CommandAccess access, EndpointQueries endpoints, EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="EndpointRefusals"/>.</returns>
    public async Task<Outcome<CommittedChange>> RunAsync(ChangeSplitRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<ChangeSplitCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        if (await CheckWholeAsync(request, actor, cancellation) is { } unapproved)
            return unapproved;
        return await changes.RunAsync(actor, request.Reason, async (unit, unitCancellation) =>
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

    // All traffic to another version than the stable one is a promotion in everything but name.
    private async Task<Refusal?> CheckWholeAsync(ChangeSplitRequest request, Actor actor, CancellationToken cancellation)
    {
        if (request.Variants.FirstOrDefault(v => v.Weight == TrafficWeight.Whole) is not { } whole || await endpoints.FindAsync(request.Endpoint, cancellation) is not { } known || known.StableVersion == whole.Version)
            return null;
        return await access.CheckAsync(actor, Permission.Promote, AccessScope.Of(known.Pool), cancellation) ?? access.CheckFourEyes(known.Pool);
    }
}
