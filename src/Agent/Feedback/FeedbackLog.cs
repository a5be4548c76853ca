namespace ControlPlane.AgentHost.Feedback;

internal static partial class FeedbackLog
{
    [LoggerMessage(1670, LogLevel.Warning, "{Count} feedback items are in memory only for now: {Reason}")]
    public static partial void FeedbackNotSaved(this ILogger logger, int count, string reason);

    [LoggerMessage(1671, LogLevel.Warning, "{Count} feedback items were not passed on yet and are kept: {Reason}")]
    public static partial void FeedbackDelayed(this ILogger logger, int count, string reason);

    [LoggerMessage(1672, LogLevel.Warning, "The control plane rejected {Count} feedback items")]
    public static partial void FeedbackRejected(this ILogger logger, int count);

    [LoggerMessage(1673, LogLevel.Error, "Feedback of an earlier run in {Path} cannot be read: {Reason}")]
    public static partial void FeedbackUnreadable(this ILogger logger, string path, string reason);

    [LoggerMessage(1674, LogLevel.Error, "Passing feedback on failed unexpectedly")]
    public static partial void FeedbackFailed(this ILogger logger, Exception exception);
}
