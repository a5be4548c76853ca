using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Realtime;

/// <summary>The newest committed table of each pool, as agents may fetch it. A singleton, thread-safe.</summary>
public sealed class PublishedTables
{
    private readonly ConcurrentDictionary<string, SealedRoutingTable> _byPool = new(StringComparer.Ordinal);

    /// <summary>The pool's table; null while nothing was ever published to it.</summary>
    public SealedRoutingTable? Find(string pool) => _byPool.GetValueOrDefault(pool);

    /// <summary>Where the pool's table stands; (0, 0) while there is none.</summary>
    public TablePosition PositionOf(string pool) => Find(pool) is { } table ? PendingOffer.PositionOf(table) : default;

    /// <summary>Takes a committed table in unless a newer one is there: commits may be told out of order.</summary>
    public void Put(SealedRoutingTable table) =>
        _byPool.AddOrUpdate(
            table.Table.Pool,
            table,
            (_, before) => PendingOffer.PositionOf(before) < PendingOffer.PositionOf(table) ? table : before);
}
