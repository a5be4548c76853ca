namespace ControlPlane.AgentHost.Jobs;

internal static partial class JobsLog
{
    [LoggerMessage(2150, LogLevel.Information, "Chunk {Chunk} of batch job {Job} is no longer wanted from this agent")]
    public static partial void LeaseOver(this ILogger logger, string job, int chunk);

    [LoggerMessage(2151, LogLevel.Warning, "Asking for rows of batch jobs failed: {Reason}")]
    public static partial void NoWork(this ILogger logger, string reason);

    [LoggerMessage(2160, LogLevel.Information, "{Keys} stored predictions of endpoint {Endpoint} are in force, made by v{Version}")]
    public static partial void PredictionsInForce(this ILogger logger, long keys, string endpoint, int version);

    [LoggerMessage(2161, LogLevel.Warning, "Stored predictions of endpoint {Endpoint} could not be taken, those before stay: {Reason}")]
    public static partial void PredictionsNotTaken(this ILogger logger, string endpoint, string reason);
}
