using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Reads from a serving table what is reported about an endpoint. Stateless, pure.</summary>
internal static class ServedStatus
{
    /// <summary>Which routing of an endpoint a table applies, and whose traffic is diverted.</summary>
    public static EndpointStatus Of(ServingTable table, string endpoint)
    {
        if (!table.TryFind(endpoint, out var served))
            return new EndpointStatus(endpoint, 0, []);

        var routed = EffectiveTable.RoutedVersions(served.Routing);
        var diverted = served.Variants
            .Where(v => v.Model is null && routed.Contains(new VersionKey(served.Routing.Model, v.Routing.Version)))
            .Select(v => v.Routing.Name);
        return new EndpointStatus(endpoint, served.Routing.RouteRevision, [.. diverted]);
    }

    /// <summary>The route revision in force; 0 when the endpoint does not answer.</summary>
    public static long RevisionOf(ServingTable table, string endpoint) =>
        table.TryFind(endpoint, out var served) ? served.Routing.RouteRevision : 0;
}
