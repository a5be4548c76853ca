namespace ControlPlane.AgentHost.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(1690, LogLevel.Warning, "The telemetry spool is not written for now, counts stay in memory: {Reason}")]
    public static partial void SpoolFailed(this ILogger logger, string reason);

    [LoggerMessage(1691, LogLevel.Error, "Telemetry of {Requests} requests was thrown away because disk and memory are full; the drop is declared")]
    public static partial void TelemetryDropped(this ILogger logger, long requests);

    [LoggerMessage(1692, LogLevel.Information, "Earlier runs left {Segments} telemetry segments to deliver")]
    public static partial void LeftoversFound(this ILogger logger, int segments);

    [LoggerMessage(1693, LogLevel.Warning, "Telemetry was not delivered and is kept: {Reason}")]
    public static partial void DeliveryFailed(this ILogger logger, string reason);

    [LoggerMessage(1694, LogLevel.Error, "Telemetry failed unexpectedly")]
    public static partial void TelemetryFailed(this ILogger logger, Exception exception);
}
