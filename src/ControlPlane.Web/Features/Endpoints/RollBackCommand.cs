using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>
/// Takes an endpoint back at once: all traffic to the stable version, or, where it is there already, to the stable version before.
/// Asks for no version seen: moving traffic to safety always wins.
/// </summary>
public sealed class RollBackCommand(CommandAccess access, EndpointChanges changes, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusal: <see cref="EndpointRefusals.NotFound"/>.</returns>
    public async Task<Outcome<CommittedChange>> RunAsync(RollBackRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<RollBackCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        return await changes.RunAsync(actor, request.Reason, async (unit, unitCancellation) =>
        {
            var loaded = await unit.LoadAsync(request.Endpoint, expectedVersion: null, unitCancellation);
            if (loaded.Refusal is { } refusal)
                return refusal;
            var endpoint = loaded.Value;
            var now = clock.GetUtcNow();
            if (await unit.Rollouts.FindActiveAsync(endpoint.Name, unitCancellation) is { } rollout)
            {
                return RolloutVerbs.RollBack(rollout, actor, request.Reason, now)
                    .Then(decision => unit.Apply(rollout, endpoint, decision, actor, request.Reason, now));
            }

            var before = endpoint.StableVersion;
            var change = endpoint.RollBack(now);
            return new EndpointDecision(endpoint, await WithWarningAsync(unit, endpoint, before, change, unitCancellation));
        }, cancellation);
    }

    // A version from before may not take what callers send by now; going back is right nevertheless, but not silently.
    private static async Task<EndpointChange> WithWarningAsync(
        EndpointUnit unit, InferenceEndpoint endpoint, int before, EndpointChange change, CancellationToken cancellation)
    {
        if (endpoint.StableVersion == before || await unit.Models.FindAsync(endpoint.Model, cancellation) is not { } model)
            return change;
        var versions = model.Versions.ToDictionary(v => v.Number);
        var blocking = SignatureComparison.Compare(versions[before], versions[endpoint.StableVersion]).FirstOrDefault(d => d.IsBlocking);
        return blocking is null ? change : change with { Sentence = $"{change.Sentence} Beware: {blocking.Field} {blocking.Sentence}." };
    }
}
