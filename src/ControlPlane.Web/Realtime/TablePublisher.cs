using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Tells agents about committed tables. Only ever called after the commit, and never needed for correctness:
/// what is lost here is repaired by the agent's next heartbeat or poll. A singleton, thread-safe.
/// </summary>
public sealed class TablePublisher(PublishedTables tables, AgentConnections connections, IOptions<RealtimeOptions> options, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, PoolDebounce> _debounces = new(StringComparer.Ordinal);

    /// <summary>Publishes a table: urgent ones at once, routine ones merged with those that follow closely. Never waits.</summary>
    public void Publish(SealedRoutingTable table, OfferUrgency urgency)
    {
        var pool = table.Table.Pool;
        tables.Put(table);
        var debounce = _debounces.GetOrAdd(pool, _ => new PoolDebounce(options.Value, clock, () => PostNewest(pool, OfferUrgency.Routine)));
        if (urgency == OfferUrgency.Routine)
        {
            debounce.Change();
            return;
        }

        debounce.Clear();
        PostNewest(pool, urgency);
    }

    public void Dispose()
    {
        foreach (var debounce in _debounces.Values)
            debounce.Dispose();
    }

    private void PostNewest(string pool, OfferUrgency urgency)
    {
        if (tables.Find(pool) is { } newest)
            connections.Post(newest, urgency);
    }
}
