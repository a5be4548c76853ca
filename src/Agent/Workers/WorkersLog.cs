namespace ControlPlane.AgentHost.Workers;

internal static partial class WorkersLog
{
    [LoggerMessage(1696, LogLevel.Information, "{Model} v{Version} runs in the process {ProcessId} (held by: {Sandbox})")]
    public static partial void WorkerReady(this ILogger logger, string model, int version, int processId, string sandbox);

    [LoggerMessage(1697, LogLevel.Warning, "The process {ProcessId} of {Model} v{Version} ended and is started again. {End}")]
    public static partial void WorkerEnded(this ILogger logger, string model, int version, int processId, string end);

    [LoggerMessage(1698, LogLevel.Information, "{Model} v{Version} runs again, in the process {ProcessId}")]
    public static partial void WorkerBack(this ILogger logger, string model, int version, int processId);

    [LoggerMessage(1699, LogLevel.Error, "{Model} v{Version} could not be started again, and is tried later: {Reason}")]
    public static partial void WorkerNotBack(this ILogger logger, string model, int version, string reason);
}
