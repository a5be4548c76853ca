namespace ControlPlane.AgentHost.Mirroring;

internal static partial class MirroringLog
{
    [LoggerMessage(1635, LogLevel.Error, "The shadow {Variant} of endpoint {Endpoint} failed unexpectedly on a copy")]
    public static partial void ShadowFailed(this ILogger logger, Exception exception, string endpoint, string variant);

    [LoggerMessage(1636, LogLevel.Warning, "The shadow {Variant} of endpoint {Endpoint} failed {Failures} copies one after the other and gets none for {Seconds} s")]
    public static partial void ShadowSuspended(this ILogger logger, string endpoint, string variant, int failures, double seconds);

    [LoggerMessage(1637, LogLevel.Information, "The shadow {Variant} of endpoint {Endpoint} answers again and gets copies")]
    public static partial void ShadowResumed(this ILogger logger, string endpoint, string variant);

    [LoggerMessage(1638, LogLevel.Warning, "{Count} compared answers of shadows were lost on their way: {Reason}")]
    public static partial void SamplesLost(this ILogger logger, int count, string reason);
}
