using System.Collections.Frozen;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Stored predictions in force, by endpoint. A lookup reads one reference; a change exchanges it. Singleton, thread-safe.</summary>
public sealed class PredictionSets
{
    private volatile FrozenDictionary<string, PredictionSet> _byEndpoint = FrozenDictionary<string, PredictionSet>.Empty;

    /// <summary>The set of an endpoint; null when it has none.</summary>
    internal PredictionSet? Find(string endpoint) => _byEndpoint.GetValueOrDefault(endpoint);

    /// <summary>Every set.</summary>
    internal IReadOnlyList<PredictionSet> All => _byEndpoint.Values;

    /// <summary>Puts sets in force in the place of all before; the ones that are no longer among them are closed.</summary>
    internal void Swap(IEnumerable<PredictionSet> sets)
    {
        var before = _byEndpoint;
        _byEndpoint = sets.ToFrozenDictionary(s => s.Offer.Endpoint, StringComparer.Ordinal);
        foreach (var gone in before.Values.Except(_byEndpoint.Values))
            gone.Dispose();
    }
}
