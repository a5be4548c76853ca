using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Signing;

namespace ControlPlane.Web.Realtime;

/// <summary>The newest committed table of each pool, signed, as agents may fetch it. A singleton, thread-safe.</summary>
public sealed class PublishedTables(ITableSigner signer)
{
    private readonly ConcurrentDictionary<string, SealedRoutingTable> _byPool = new(StringComparer.Ordinal);

    /// <summary>The pool's table; null while nothing was ever published to it.</summary>
    public SealedRoutingTable? Find(string pool) => _byPool.GetValueOrDefault(pool);

    /// <summary>Where the pool's table stands; (0, 0) while there is none.</summary>
    public TablePosition PositionOf(string pool) => Find(pool) is { } table ? PendingOffer.PositionOf(table) : default;

    /// <summary>Takes a committed table in unless a newer one is there: commits may be told out of order.</summary>
    public void Put(SealedRoutingTable table)
    {
        var signed = signer.Sign(table);
        _byPool.AddOrUpdate(
            table.Table.Pool,
            signed,
            (_, before) => PendingOffer.PositionOf(before) < PendingOffer.PositionOf(signed) ? signed : before);
    }

    /// <summary>Signs every table again: the keys have changed.</summary>
    public void SignAgain()
    {
        foreach (var (pool, table) in _byPool)
            _byPool.TryUpdate(pool, signer.Sign(table), table);
    }
}
