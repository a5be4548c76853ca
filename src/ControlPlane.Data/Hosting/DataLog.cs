using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Hosting;

internal static partial class DataLog
{
    [LoggerMessage(1700, LogLevel.Information, "The data folder {Folder} is open; installation {ClusterId}, epoch {Epoch}.")]
    public static partial void Opened(this ILogger logger, string folder, string clusterId, long epoch);

    [LoggerMessage(1740, LogLevel.Error, "The disk of the databases is full: nothing can be changed until there is room. Agents serve on.")]
    public static partial void IsFull(this ILogger logger, Exception exception);

    [LoggerMessage(1741, LogLevel.Information, "The disk of the databases has room again; changes are taken.")]
    public static partial void HasRoom(this ILogger logger);

    [LoggerMessage(1720, LogLevel.Warning, "{File} was still locked by a start that was killed while it brought the schema up to date; the lock is cleared.")]
    public static partial void LockCleared(this ILogger logger, string file);

    [LoggerMessage(1710, LogLevel.Information, "{File} was copied to {Backup} before its schema changes.")]
    public static partial void BackedUp(this ILogger logger, string file, string backup);
}
