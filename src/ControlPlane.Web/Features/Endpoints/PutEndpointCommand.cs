using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Creates or changes an endpoint. Another stable version than now is a promotion.</summary>
public sealed class PutEndpointCommand(EndpointChanges changes, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="EndpointRefusals"/>.</returns>
    public Task<Outcome<CommittedChange>> RunAsync(PutEndpointRequest request, Actor actor, CancellationToken cancellation) =>
        changes.RunAsync(actor, request.Reason, (unit, unitCancellation) => DecideAsync(unit, request, unitCancellation), cancellation);

    private async Task<Outcome<EndpointDecision>> DecideAsync(EndpointUnit unit, PutEndpointRequest request, CancellationToken cancellation)
    {
        var draft = request.Draft;
        var versions = await unit.Models.VersionNumbersAsync(draft.Model, cancellation);
        if (await unit.Endpoints.FindAsync(draft.Name, cancellation) is { } endpoint)
        {
            var busy = draft.StableVersion == endpoint.StableVersion ? null : await unit.CheckIdleAsync(endpoint.Name, cancellation);
            return (endpoint.CheckUnchanged(request.ExpectedVersion) ?? busy) is { } conflict
                ? conflict
                : endpoint.Put(draft, versions, clock.GetUtcNow()).Then<EndpointDecision>(change => new EndpointDecision(endpoint, change));
        }

        if (request.ExpectedVersion is > 0)
            return EndpointUnit.NotFound(draft.Name);
        var lastRouteRevision = await unit.Endpoints.LastRouteRevisionAsync(draft.Name, cancellation);
        return InferenceEndpoint.Create(draft, ids.NewSalt(), versions, lastRouteRevision, clock.GetUtcNow()).Then<EndpointDecision>(created =>
        {
            unit.Endpoints.Add(created.Endpoint);
            return new EndpointDecision(created.Endpoint, created.Change);
        });
    }
}
