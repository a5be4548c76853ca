namespace ControlPlane.AgentHost.Serving;

internal static partial class ServingLog
{
    [LoggerMessage(1660, LogLevel.Information, "Answering on {Address}")]
    public static partial void Started(ILogger log, string address);

    [LoggerMessage(1661, LogLevel.Error, "Answering {Kind} of endpoint '{Endpoint}' failed unexpectedly")]
    public static partial void Failed(ILogger log, TargetKind kind, string endpoint, Exception exception);
}
