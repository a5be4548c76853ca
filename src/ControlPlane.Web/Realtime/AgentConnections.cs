using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Realtime;

/// <summary>The live connections, one per agent: the newest. A singleton, thread-safe.</summary>
public sealed class AgentConnections
{
    private static readonly GoodbyeMessage Superseded = new("superseded", TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, AgentConnection> _byAgent = new(StringComparer.Ordinal);

    /// <summary>The connections of a pool at this moment.</summary>
    public IReadOnlyList<AgentConnection> OfPool(string pool) => [.. _byAgent.Values.Where(c => c.Session.Pool == pool)];

    /// <summary>All connections at this moment.</summary>
    public IReadOnlyList<AgentConnection> All => [.. _byAgent.Values];

    /// <summary>The agent's connection; null when it has none.</summary>
    public AgentConnection? Find(string agentId) => _byAgent.GetValueOrDefault(agentId);

    /// <summary>The agent's connection if it is this one; a superseded connection is not found.</summary>
    public AgentConnection? Find(string agentId, string connectionId) =>
        Find(agentId) is { } connection && connection.Session.ConnectionId == connectionId ? connection : null;

    /// <summary>Takes a connection in; an older one of the same agent is closed.</summary>
    /// <returns>Whose connection that was; null when there was none.</returns>
    public AgentSession? Add(AgentConnection connection)
    {
        AgentConnection? older = null;
        _byAgent.AddOrUpdate(connection.Session.AgentId, connection, (_, before) =>
        {
            older = before;
            return connection;
        });
        if (older is not null && older != connection)
            _ = CloseAndDisposeAsync(older, Superseded);
        return older == connection ? null : older?.Session;
    }

    /// <summary>Forgets a connection that ended.</summary>
    /// <returns>False when it had been superseded before.</returns>
    public async Task<bool> RemoveAsync(string agentId, string connectionId)
    {
        if (Find(agentId, connectionId) is not { } connection || !_byAgent.TryRemove(KeyValuePair.Create(agentId, connection)))
            return false;
        await connection.DisposeAsync();
        return true;
    }

    /// <summary>Posts a table to every connection of its pool; never waits.</summary>
    public void Post(SealedRoutingTable table, OfferUrgency urgency)
    {
        foreach (var connection in _byAgent.Values)
        {
            if (connection.Session.Pool == table.Table.Pool)
                connection.Post(table, urgency);
        }
    }

    /// <summary>Closes the agent's connection, if it has one.</summary>
    public Task CloseAsync(string agentId, GoodbyeMessage goodbye) =>
        _byAgent.TryRemove(agentId, out var connection) ? CloseAndDisposeAsync(connection, goodbye) : Task.CompletedTask;

    private static async Task CloseAndDisposeAsync(AgentConnection connection, GoodbyeMessage goodbye)
    {
        await connection.CloseAsync(goodbye);
        await connection.DisposeAsync();
    }
}
