using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Hosting;

internal static partial class DataLog
{
    [LoggerMessage(1700, LogLevel.Information, "{Place} is open; installation {ClusterId}, epoch {Epoch}.")]
    public static partial void Opened(this ILogger logger, string place, string clusterId, long epoch);

    [LoggerMessage(1740, LogLevel.Error, "The disk of the databases is full: nothing can be changed until there is room. Agents serve on.")]
    public static partial void IsFull(this ILogger logger, Exception exception);

    [LoggerMessage(1741, LogLevel.Information, "The disk of the databases has room again; changes are taken.")]
    public static partial void HasRoom(this ILogger logger);

    [LoggerMessage(1720, LogLevel.Warning, "{File} was still locked by a start that was killed while it brought the schema up to date; the lock is cleared.")]
    public static partial void LockCleared(this ILogger logger, string file);

    [LoggerMessage(1710, LogLevel.Information, "{File} was copied to {Backup} before its schema changes.")]
    public static partial void BackedUp(this ILogger logger, string file, string backup);

    [LoggerMessage(1742, LogLevel.Error, "The server of the database cannot be reached: nothing can be changed until it is back. Agents serve on.")]
    public static partial void IsLost(this ILogger logger, Exception exception);

    [LoggerMessage(1743, LogLevel.Information, "The server of the database is back; changes are taken.")]
    public static partial void IsBack(this ILogger logger);

    [LoggerMessage(1711, LogLevel.Information, "{Place} is brought to this build's schema: {Migrations} in {Schema}.")]
    public static partial void Migrating(this ILogger logger, string place, string migrations, string schema);
}
