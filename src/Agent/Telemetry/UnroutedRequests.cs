using System.Collections.Concurrent;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Counts requests that were refused before any variant was decided, by HTTP status. Singleton, thread-safe.</summary>
public sealed class UnroutedRequests
{
    private readonly ConcurrentDictionary<int, long> _byStatus = new();

    /// <summary>One more request ended with a status and without a variant.</summary>
    public void Count(int status) => _byStatus.AddOrUpdate(status, 1, (_, count) => count + 1);

    /// <summary>Totals since the start, ascending by status.</summary>
    public IReadOnlyList<KeyValuePair<int, long>> Totals() => [.. _byStatus.OrderBy(p => p.Key)];
}
