using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Routing;

internal static partial class RoutingLog
{
    [LoggerMessage(1640, LogLevel.Information, "Table {Position} is accepted: {Endpoints} endpoints, {Versions} versions to hold ready")]
    public static partial void TableAccepted(this ILogger logger, TablePosition position, int endpoints, int versions);

    [LoggerMessage(1641, LogLevel.Warning, "Table {Position} is refused with {Code}, {InForce} stays in force: {Reason}")]
    public static partial void TableRefused(this ILogger logger, TablePosition position, string code, TablePosition inForce, string reason);

    [LoggerMessage(1642, LogLevel.Information, "Table {Position} is wholly in force after {Milliseconds:0.0} ms")]
    public static partial void TableInForce(this ILogger logger, TablePosition position, double milliseconds);

    [LoggerMessage(1643, LogLevel.Information, "Endpoint {Endpoint} routes by revision {RouteRevision}: {Because}")]
    public static partial void EndpointTaken(this ILogger logger, string endpoint, long routeRevision, string because);

    [LoggerMessage(1644, LogLevel.Warning, "Endpoint {Endpoint} stays at revision {RouteRevision} because {Because}")]
    public static partial void EndpointKept(this ILogger logger, string endpoint, long routeRevision, string because);

    [LoggerMessage(1645, LogLevel.Information, "{Model} v{Version} is ready, file {Digest}")]
    public static partial void VersionReady(this ILogger logger, string model, int version, string digest);

    [LoggerMessage(1646, LogLevel.Warning, "{Model} v{Version} is refused with {Code}: {Reason}")]
    public static partial void VersionRefused(this ILogger logger, string model, int version, string code, string reason);

    [LoggerMessage(1647, LogLevel.Error, "Preparing {Model} v{Version} failed unexpectedly")]
    public static partial void PreparationFailed(this ILogger logger, Exception exception, string model, int version);

    [LoggerMessage(1648, LogLevel.Error, "A stored table cannot be used: {Damage}")]
    public static partial void StoredTableDamaged(this ILogger logger, string damage);

    [LoggerMessage(1649, LogLevel.Information, "Started with the stored table {Position}: {Endpoints} endpoints answer")]
    public static partial void TableRestored(this ILogger logger, TablePosition position, int endpoints);

    [LoggerMessage(1650, LogLevel.Information, "No table is stored; waiting for the control plane's first one")]
    public static partial void NothingStored(this ILogger logger);

    [LoggerMessage(1651, LogLevel.Critical, "The disk does not keep what is written; the process ends to start anew from what is there")]
    public static partial void DiskUnsafe(this ILogger logger, Exception exception);

    [LoggerMessage(1652, LogLevel.Warning, "What is in force could not be remembered for a restart: {Reason}")]
    public static partial void InForceNotKept(this ILogger logger, string reason);

    [LoggerMessage(1653, LogLevel.Error, "Applying a table failed unexpectedly; the one in force stays")]
    public static partial void ApplyFailed(this ILogger logger, Exception exception);
}
