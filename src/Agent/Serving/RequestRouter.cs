using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Decides which model answers, from the table in force. Singleton, thread-safe, no allocation.</summary>
internal sealed class RequestRouter(ServingTableHolder tables)
{
    // Each try that fails has met a newer table, so that a second one all but always succeeds.
    private const int Tries = 100;

    /// <summary>Enters the model that answers.</summary>
    /// <returns>Refusals: <c>not_found</c>, <c>not_loaded</c>.</returns>
    public Refusal? Route(Exchange exchange, InferWorkspace workspace, out RoutedRequest routed)
    {
        var target = exchange.Target;
        long? ordinal = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var table = tables.Current;
            if (FindEndpoint(table, target.Endpoint, out var endpoint) is { } unknown)
            {
                routed = default;
                return unknown;
            }

            if (target.Version > 0)
            {
                if (table.FindVersion(endpoint!.Routing.Model, target.Version) is not { } named)
                {
                    routed = default;
                    return new Refusal(ServingCodes.NotFound, $"endpoint '{target.Endpoint}' has no version {target.Version} ready here");
                }

                routed = RoutedRequest.Of(endpoint, named);
            }
            else
            {
                routed = RoutedRequest.Of(endpoint!, Select(exchange, workspace, endpoint!, ref ordinal));
            }

            if (routed.Model is not null)
                return null;
        }

        routed = default;
        return new Refusal(ServingCodes.NotLoaded, $"endpoint '{target.Endpoint}' has no version that can answer now");
    }

    /// <summary>The endpoint of a name.</summary>
    /// <returns>Refusals: <c>not_found</c>, or <c>not_loaded</c> before any table came.</returns>
    public static Refusal? FindEndpoint(ServingTable table, string name, out ServedEndpoint? endpoint)
    {
        if (table.TryFind(name, out endpoint))
            return null;
        return table.Position == default
            ? new Refusal(ServingCodes.NotLoaded, "this agent has no routing table yet")
            : new Refusal(ServingCodes.NotFound, $"there is no endpoint '{name}'");
    }

    private static Contracts.Routing.VariantSelection Select(
        Exchange exchange, InferWorkspace workspace, ServedEndpoint endpoint, ref long? ordinal)
    {
        var key = workspace.ReadKey(endpoint.Routing.RoutingKey, exchange.RequestHeaders);
        if (key.IsEmpty)
            ordinal ??= endpoint.NextOrdinal();
        return endpoint.Selector.Select(key, workspace.Attributes, ordinal ?? 0);
    }
}
