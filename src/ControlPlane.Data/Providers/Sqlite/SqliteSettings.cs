using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Sqlite;

/// <summary>How contexts reach a SQLite file.</summary>
internal static class SqliteSettings
{
    /// <summary>One file, pooled connections, the wanted durability on each.</summary>
    public static void Configure(DbContextOptionsBuilder options, string file, SqliteSynchronous synchronous)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true };
        options.UseSqlite(connection.ConnectionString).AddInterceptors(new SynchronousInterceptor(synchronous));
    }
}
