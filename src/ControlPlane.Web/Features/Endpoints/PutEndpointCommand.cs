using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Creates or changes an endpoint. Another stable version than now is a promotion.</summary>
public sealed class PutEndpointCommand(CommandAccess access, EndpointQueries endpoints, EndpointChanges changes, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: see <see cref="EndpointRefusals"/>.</returns>
    public async Task<Outcome<CommittedChange>> RunAsync(PutEndpointRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await CheckAccessAsync(request, actor, cancellation) is { } forbidden)
            return forbidden;
        return await changes.RunAsync(actor, request.Reason, (unit, unitCancellation) => DecideAsync(unit, request, unitCancellation), cancellation);
    }

    // An endpoint stays in its environment whatever the draft says; another stable version is a promotion, and needs the right to that too.
    private async Task<Refusal?> CheckAccessAsync(PutEndpointRequest request, Actor actor, CancellationToken cancellation)
    {
        var known = await endpoints.FindAsync(request.Draft.Name, cancellation);
        var scope = AccessScope.Of(known?.Pool ?? request.Draft.Pool);
        if (await access.CheckAsync<PutEndpointCommand>(actor, scope, cancellation) is { } forbidden)
            return forbidden;
        return known is null || known.StableVersion == request.Draft.StableVersion
            ? null
            : await access.CheckAsync(actor, Permission.Promote, scope, cancellation) ?? access.CheckFourEyes(known.Pool);
    }

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
