using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Tests.Guards;

/// <summary>Trips with honest defaults.</summary>
internal static class Trips
{
    public static TripReport ATrip() => new()
    {
        Endpoint = "pets",
        Variant = "v2",
        Version = 2,
        RouteRevision = 1,
        Guard = GuardKind.ErrorShare,
        Limit = 0.1,
        Observed = 0.5,
        Requests = 40,
        WindowSeconds = 10,
        TrippedAt = DateTimeOffset.UnixEpoch,
    };
}
