namespace ControlPlane.AgentHost.Serving;

internal static partial class ServingLog
{
    [LoggerMessage(1660, LogLevel.Information, "Answering on {Address}")]
    public static partial void Started(ILogger log, string address);

    [LoggerMessage(1661, LogLevel.Error, "Answering {Kind} of endpoint '{Endpoint}' failed unexpectedly")]
    public static partial void Failed(ILogger log, TargetKind kind, string endpoint, Exception exception);

    [LoggerMessage(1662, LogLevel.Error, "Answering the gRPC call {Path} failed unexpectedly")]
    public static partial void CallFailed(ILogger log, string path, Exception exception);

    [LoggerMessage(1663, LogLevel.Information, "Answering gRPC on {Address}")]
    public static partial void GrpcStarted(ILogger log, string address);
}
