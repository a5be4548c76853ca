namespace ControlPlane.AgentHost.Requests;

internal static partial class RequestsLog
{
    [LoggerMessage(1680, LogLevel.Warning, "{Count} requests could not be logged, and further ones are not until the disk takes them: {Reason}")]
    public static partial void RequestsNotLogged(this ILogger logger, int count, string reason);
}
