using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Shadows;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>
/// Removes the recorded outputs of an endpoint's single requests for good; labels, numbers and counts stay.
/// Who did it stands in the endpoint's history. A singleton, thread-safe.
/// </summary>
public sealed class RedactSamplesCommand(CommandAccess access, EndpointQueries endpoints, ShadowSampleStore samples, EndpointChanges changes, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Removes them.</summary>
    /// <returns>What the history says; without effect where none were kept. Refusal: <see cref="EndpointRefusals.NotFound"/>.</returns>
    public async Task<Outcome<CommittedChange>> RunAsync(RedactSamplesRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<RedactSamplesCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        if (await endpoints.FindAsync(request.Endpoint, cancellation) is null)
            return EndpointUnit.NotFound(request.Endpoint);

        var removed = await samples.RedactAsync(request.Endpoint, request.RequestId, cancellation);
        bell.Ring(ChangeTopic.Telemetry, request.Endpoint);

        // What is gone is gone: from here on nobody gives up before it is written down.
        return await changes.RunAsync(
            actor,
            request.Reason,
            async (unit, unitCancellation) => (await unit.LoadAsync(request.Endpoint, expectedVersion: null, unitCancellation))
                .Then<EndpointDecision>(endpoint => new EndpointDecision(endpoint, endpoint.NoteRemovedOutputs(removed, clock.GetUtcNow()))),
            CancellationToken.None);
    }
}
