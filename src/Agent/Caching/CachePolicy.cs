namespace ControlPlane.AgentHost.Caching;

/// <summary>Which endpoints keep answers, and how many bytes of them. Immutable.</summary>
/// <param name="BytesByEndpoint">Endpoints that are not in it keep none.</param>
public sealed record CachePolicy(IReadOnlyDictionary<string, long> BytesByEndpoint)
{
    /// <summary>No endpoint keeps answers.</summary>
    public static CachePolicy None { get; } = new(new Dictionary<string, long>());

    /// <summary>An empty cache for an endpoint; null where none is wanted.</summary>
    public ResponseCache? CreateFor(string endpoint) => BytesByEndpoint.TryGetValue(endpoint, out var bytes) ? new ResponseCache(bytes) : null;
}
