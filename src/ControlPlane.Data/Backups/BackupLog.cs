using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Backups;

internal static partial class BackupLog
{
    [LoggerMessage(1730, LogLevel.Information, "Backup {Name} is made and checked: {Bytes} bytes, {Entries} entries of the audit, {Milliseconds} ms.")]
    public static partial void Made(this ILogger logger, string name, long bytes, long entries, long milliseconds);

    [LoggerMessage(1731, LogLevel.Error, "Backup {Name} is not sound: {Problems} The backups before it stay; look at the databases.")]
    public static partial void Unsound(this ILogger logger, string name, string problems);
}
