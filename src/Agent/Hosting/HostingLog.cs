namespace ControlPlane.AgentHost.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1680, LogLevel.Information, "Agent {AgentId} starts, version {Version}, data folder {DataFolder}")]
    public static partial void Starting(this ILogger logger, string agentId, string version, string dataFolder);

    [LoggerMessage(1681, LogLevel.Warning, "The process that started this agent is gone; the agent ends")]
    public static partial void ParentGone(this ILogger logger);

    [LoggerMessage(1683, LogLevel.Information, "Health and metrics are at {Url}")]
    public static partial void AdminListens(this ILogger logger, Uri url);

    [LoggerMessage(1684, LogLevel.Warning, "The control plane is asked without TLS at {Url}; anyone on the way can read this agent's credential")]
    public static partial void ControlPlaneWithoutTls(this ILogger logger, Uri url);
}
