using Microsoft.Data.Sqlite;
using Npgsql;

namespace ControlPlane.Data.Writing;

/// <summary>Recognises that a write found no room. Stateless.</summary>
internal static class FullDisk
{
    /// <summary>Whether an exception, or what caused it, says so.</summary>
    public static bool IsCauseOf(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } || (exception.InnerException is { } inner && IsCauseOf(inner));
}
