using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Routing;

namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>Takes tables in that other replicas committed, and offers them to the agents of this one. A singleton, thread-safe.</summary>
public sealed class SharedTables(RoutingTableQueries queries, PublishedTables tables, TablePublisher publisher, ConvergenceTracker tracker, TimeProvider clock)
{
    /// <summary>Looks for newer tables.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        foreach (var (pool, position) in await queries.PositionsAsync(cancellation))
        {
            if (position > tables.PositionOf(pool) && await queries.FindAsync(pool, position.Revision, cancellation) is { } newer)
                Take(newer);
        }
    }

    private void Take(PublishedTable published)
    {
        var table = RoutingTableQueries.Open(published).Value;
        var before = tables.Find(published.Pool)?.Table;

        // Followed first, so that no answer is missed, as with a change that was commanded here.
        foreach (var change in Changes(before, table.Table, published))
            tracker.Begin(change);
        publisher.Publish(table, OfferUrgency.Urgent);
    }

    private IEnumerable<CommandedChange> Changes(RoutingTable? before, RoutingTable after, PublishedTable published)
    {
        var known = (before?.Endpoints ?? []).ToDictionary(e => e.Name, e => e.RouteRevision, StringComparer.Ordinal);
        return after.Endpoints.Where(e => known.GetValueOrDefault(e.Name) != e.RouteRevision).Select(e => new CommandedChange
        {
            Pool = after.Pool,
            Endpoint = e.Name,
            Position = published.Position,
            RouteRevision = e.RouteRevision,
            CommandedAt = published.CommittedAt,
            CommandedTimestamp = clock.GetTimestamp(),
            CommittedAt = published.CommittedAt,
        });
    }
}
