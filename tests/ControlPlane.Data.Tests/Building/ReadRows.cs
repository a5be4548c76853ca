using System.Collections.Concurrent;
using System.Data.Common;
using ControlPlane.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ControlPlane.Data.Tests.Building;

/// <summary>Counts rows that contexts read, and makes such contexts on the files of a test.</summary>
internal sealed class ReadRows(TestDatabase database) : DbCommandInterceptor, IDbContextFactory<SeriesContext>, IDbContextFactory<StateContext>
{
    private readonly ConcurrentQueue<(string Sql, int Rows)> _reads = new();

    /// <summary>Rows that came from a table so far.</summary>
    public int From(string table) => _reads.Where(r => r.Sql.Contains($"FROM \"{table}\"", StringComparison.Ordinal)).Sum(r => r.Rows);

    SeriesContext IDbContextFactory<SeriesContext>.CreateDbContext() => new SqliteSeriesContext(OptionsOf<SqliteSeriesContext>(database.Folder.SeriesFile));

    StateContext IDbContextFactory<StateContext>.CreateDbContext() => new SqliteStateContext(OptionsOf<SqliteStateContext>(database.Folder.StateFile));

    /// <inheritdoc />
    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        // The last reading of each says that there is no row.
        _reads.Enqueue((command.CommandText, Math.Max(0, eventData.ReadCount - 1)));
        return result;
    }

    private DbContextOptions<TContext> OptionsOf<TContext>(string file)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        SqliteSettings.Configure(options, file, SqliteSynchronous.Normal);
        return options.AddInterceptors(this).Options;
    }
}
