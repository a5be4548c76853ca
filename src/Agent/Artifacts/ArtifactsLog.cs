namespace ControlPlane.AgentHost.Artifacts;

internal static partial class ArtifactsLog
{
    [LoggerMessage(1630, LogLevel.Warning, "Fetching {Model} v{Version} did not succeed yet: {Reason}")]
    public static partial void FetchFailed(this ILogger logger, string model, int version, string reason);

    [LoggerMessage(1631, LogLevel.Error, "The file of {Model} v{Version} changed on this disk and is fetched anew: {Reason}")]
    public static partial void BlobQuarantined(this ILogger logger, string model, int version, string reason);

    [LoggerMessage(1632, LogLevel.Information, "{Count} model files that no table names any more were removed")]
    public static partial void BlobsReleased(this ILogger logger, int count);
}
