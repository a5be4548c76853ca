using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

internal static partial class GuardsLog
{
    [LoggerMessage(1620, LogLevel.Warning, "Endpoint {Endpoint} takes the traffic of {Variant} away: {Guard} is {Observed:0.####}, the limit is {Limit:0.####}, over {Requests} requests in {WindowSeconds:0.0} s")]
    public static partial void Tripped(
        this ILogger logger, string endpoint, string variant, GuardKind guard, double observed, double limit, long requests, double windowSeconds);

    [LoggerMessage(1621, LogLevel.Information, "The trip of {Variant} at endpoint {Endpoint} under revision {RouteRevision} is over")]
    public static partial void TripEnded(this ILogger logger, string endpoint, string variant, long routeRevision);

    [LoggerMessage(1622, LogLevel.Error, "Trips from before the start cannot be read, so their variants answer again: {Reason}")]
    public static partial void TripsUnreadable(this ILogger logger, string reason);

    [LoggerMessage(1623, LogLevel.Warning, "Trips could not be kept for a restart: {Reason}")]
    public static partial void TripsNotKept(this ILogger logger, string reason);

    [LoggerMessage(1625, LogLevel.Warning, "The control plane has been silent for more than {Minutes:0} minutes: challengers' requests return to the stable variants")]
    public static partial void LeaseExpired(this ILogger logger, double minutes);

    [LoggerMessage(1626, LogLevel.Information, "The control plane is heard again: challengers answer as the table says")]
    public static partial void LeaseRenewed(this ILogger logger);

    [LoggerMessage(1624, LogLevel.Error, "A look at the guards failed; the next one follows")]
    public static partial void CheckFailed(this ILogger logger, Exception exception);
}
