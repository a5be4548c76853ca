using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Writes down what is served while it differs from the accepted table, in a form that a restart can read. Stateless, pure.</summary>
internal static class InForceTable
{
    /// <summary>A sound table of the endpoints served.</summary>
    /// <param name="accepted">The accepted table; gives cluster, pool and position.</param>
    /// <param name="older">Tables that may know versions the accepted one no longer lists.</param>
    /// <param name="served">What answers.</param>
    public static SealedRoutingTable Of(RoutingTable accepted, IEnumerable<RoutingTable> older, IReadOnlyCollection<ServedEndpoint> served)
    {
        var known = served.SelectMany(e => e.Variants).Select(v => v.Model?.Version).OfType<PreparedVersion>()
            .Concat(accepted.Prepare)
            .Concat(older.SelectMany(t => t.Prepare))
            .DistinctBy(VersionKey.Of)
            .ToDictionary(VersionKey.Of);
        var endpoints = served.Select(e => e.Routing).Where(r => VersionsOf(r).All(known.ContainsKey)).ToList();
        return RoutingTableCodec.Seal(accepted with
        {
            Endpoints = [.. endpoints.OrderBy(e => e.Name, StringComparer.Ordinal)],
            Prepare = [.. endpoints.SelectMany(r => VersionsOf(r).Concat(FallbackOf(r))).Distinct().Where(known.ContainsKey).Select(v => known[v])],
        });
    }

    private static IEnumerable<VersionKey> VersionsOf(EndpointRouting routing) =>
        routing.Variants.Select(v => new VersionKey(routing.Model, v.Version));

    private static VersionKey[] FallbackOf(EndpointRouting routing) =>
        routing.Fallback?.Version is { } version ? [new VersionKey(routing.Model, version)] : [];
}
