using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Hosting;

internal static partial class DataLog
{
    [LoggerMessage(1700, LogLevel.Information, "The data folder {Folder} is open; installation {ClusterId}, epoch {Epoch}.")]
    public static partial void Opened(this ILogger logger, string folder, string clusterId, long epoch);

    [LoggerMessage(1710, LogLevel.Information, "{File} was copied to {Backup} before its schema changes.")]
    public static partial void BackedUp(this ILogger logger, string file, string backup);
}
