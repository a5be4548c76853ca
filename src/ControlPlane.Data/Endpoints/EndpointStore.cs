using ControlPlane.Data.Audit;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Endpoints;

/// <summary>Loads inference endpoints for a change and saves them with the entry in their history, the one in the audit and the table that carries it; inside a unit of <see cref="Writing.StateWriter"/>.</summary>
public sealed class EndpointStore(StateContext context)
{
    /// <summary>The endpoint with its variants; null when there is none.</summary>
    public Task<InferenceEndpoint?> FindAsync(string name, CancellationToken cancellationToken) =>
        context.Endpoints.FirstOrDefaultAsync(e => e.Name == name, cancellationToken);

    /// <summary>Highest route revision an endpoint of this name ever had; 0 when there was none.</summary>
    public async Task<long> LastRouteRevisionAsync(string name, CancellationToken cancellationToken) =>
        await context.EndpointEvents.Where(e => e.Endpoint == name).MaxAsync(e => (long?)e.RouteRevision, cancellationToken) ?? 0;

    /// <summary>Adds a new endpoint.</summary>
    public void Add(InferenceEndpoint endpoint) => context.Endpoints.Add(endpoint);

    /// <summary>Removes an endpoint; its history stays.</summary>
    public void Remove(InferenceEndpoint endpoint) => context.Endpoints.Remove(endpoint);

    /// <summary>Saves a change: the endpoint, its pool's next table and the event, in the transaction of the unit.</summary>
    /// <returns>The pool's newest table: the next one, or the present one when the change had no effect.</returns>
    public async Task<PublishedTable> SaveAsync(EndpointChange change, Actor actor, string reason, CancellationToken cancellationToken)
    {
        var tables = new RoutingTableStore(context);
        if (!change.HasEffect)
            return await tables.PublishAsync(change.Pool, change.At, cancellationToken);

        // Saved first, so that the table is made from what the database holds; and the audit before the table, so that the table's agents witness this very change.
        await context.SaveChangesAsync(cancellationToken);
        var revision = await tables.NextRevisionAsync(change.Pool, cancellationToken);
        context.EndpointEvents.Add(EndpointEvent.Of(change, actor, reason, revision));
        context.Note(AuditDrafts.Of(change, actor, reason, revision));
        context.Announce(Announcements.Of(change, actor.Name, reason));
        await context.SaveChangesAsync(cancellationToken);
        return await tables.PublishAsync(change.Pool, change.At, cancellationToken);
    }
}
