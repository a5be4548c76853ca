using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Decides which model answers, from the table in force. Singleton, thread-safe, no allocation.</summary>
internal sealed class RequestRouter(ServingTableHolder tables)
{
    // Each try that fails has met a newer table, so that a second one all but always succeeds.
    private const int Tries = 100;

    /// <summary>Enters the model that answers.</summary>
    /// <returns>Refusals: <c>not_found</c>, <c>not_loaded</c>, <c>suspended</c>.</returns>
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

            if (endpoint!.RefusesAll || (endpoint.Routing.IsSuspended && target.Version > 0))
            {
                routed = default;
                return Suspended(target.Endpoint);
            }

            if (target.Version > 0)
            {
                if (table.FindVersion(endpoint.Routing.Model, target.Version) is not { } named)
                {
                    routed = default;
                    return new Refusal(ServingCodes.NotFound, $"endpoint '{target.Endpoint}' has no version {target.Version} ready here");
                }

                routed = RoutedRequest.Of(endpoint, named);
            }
            else
            {
                routed = RoutedRequest.Of(endpoint, Select(exchange, workspace, endpoint, ref ordinal));
            }

            if (routed.CanBeAnswered)
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

    /// <summary>Why a suspended endpoint does not answer.</summary>
    public static Refusal Suspended(string name) =>
        new(ServingCodes.Suspended, $"endpoint '{name}' is suspended on this agent and deliberately does not answer for the time being");

    private static VariantSelection Select(
        Exchange exchange, InferWorkspace workspace, ServedEndpoint endpoint, ref long? ordinal)
    {
        var key = endpoint.Routing.Assignment == AssignmentUnit.Request
            ? []
            : workspace.ReadKey(endpoint.Routing.RoutingKey, exchange.RequestHeaders);
        if (key.IsEmpty)
            ordinal ??= endpoint.NextOrdinal();
        return endpoint.Selector.Select(key, workspace.Attributes, ordinal ?? 0);
    }
}
