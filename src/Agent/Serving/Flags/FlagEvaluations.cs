using System.Collections.Concurrent;

namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>Counts evaluations of feature flags by their reason, or by their error. Singleton, thread-safe.</summary>
public sealed class FlagEvaluations
{
    private readonly ConcurrentDictionary<string, long> _byResult = new(StringComparer.Ordinal);

    /// <summary>One more evaluation came out so.</summary>
    public void Count(string result) => _byResult.AddOrUpdate(result, 1, (_, count) => count + 1);

    /// <summary>Totals since the start, by result.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Totals() => [.. _byResult.OrderBy(p => p.Key, StringComparer.Ordinal)];
}
