namespace ControlPlane.AgentHost.Mirroring;

internal static partial class MirroringLog
{
    [LoggerMessage(1635, LogLevel.Error, "The shadow {Variant} of endpoint {Endpoint} failed unexpectedly on a copy")]
    public static partial void ShadowFailed(this ILogger logger, Exception exception, string endpoint, string variant);
}
