using System.Data.Common;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ControlPlane.Data.Tests.Building;

/// <summary>Where the databases of a test are: files in a folder of its own. The tests of PostgreSQL have another such type and are otherwise the same.</summary>
internal sealed class TestStorage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TestStorage()
    {
    }

    public DataOptions Options => new() { Folder = _folder.Path };

    /// <summary>Both databases with today's schema and nothing in them.</summary>
    public static async Task<TestStorage> CreateAsync()
    {
        var storage = new TestStorage();
        await MigratedDatabases.CopyToAsync(storage._folder.Path);
        return storage;
    }

    /// <summary>A statement after which a table takes no row of which a condition is true.</summary>
    public static string RefuseInserts(string table, string condition) =>
        $"CREATE TRIGGER broken BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'The disk is gone.'); END";

    /// <summary>A statement after which it takes them again.</summary>
    public static string AllowInserts(string table) => "DROP TRIGGER broken";

    /// <summary>Whether the database said that a column cannot hold a value.</summary>
    public static bool IsOfValue(DbException exception) => exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT };

    public static SeriesContext SeriesOf(TestDatabase database, IInterceptor interceptor) =>
        new SqliteSeriesContext(OptionsOf<SqliteSeriesContext>(database.Folder.SeriesFile, interceptor));

    public static StateContext StateOf(TestDatabase database, IInterceptor interceptor) =>
        new SqliteStateContext(OptionsOf<SqliteStateContext>(database.Folder.StateFile, interceptor));

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DbContextOptions<TContext> OptionsOf<TContext>(string file, IInterceptor interceptor)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        SqliteSettings.Configure(options, file, SqliteSynchronous.Normal);
        return options.AddInterceptors(interceptor).Options;
    }
}
