using System.Collections.Concurrent;
using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>One breaker per shadow and version; a routing that changes around it does not forget its failures. Thread-safe.</summary>
internal sealed class MirrorBreakers(MirrorLimits limits)
{
    private readonly ConcurrentDictionary<VariantKey, MirrorBreaker> _breakers = new();

    /// <summary>Every breaker that was asked for, in no particular order; of the keys the route revision is 0.</summary>
    public IReadOnlyCollection<KeyValuePair<VariantKey, MirrorBreaker>> All => _breakers;

    /// <summary>The breaker of a shadow.</summary>
    public MirrorBreaker Of(VariantKey shadow) => _breakers.GetOrAdd(shadow with { RouteRevision = 0 }, static (_, limits) => new MirrorBreaker(limits), limits);
}
