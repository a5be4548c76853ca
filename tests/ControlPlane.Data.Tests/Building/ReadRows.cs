using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ControlPlane.Data.Tests.Building;

/// <summary>Counts rows that contexts read, and makes such contexts on the files of a test.</summary>
internal sealed class ReadRows(TestDatabase database) : DbCommandInterceptor, IDbContextFactory<SeriesContext>, IDbContextFactory<StateContext>
{
    private readonly ConcurrentQueue<(string Sql, int Rows)> _reads = new();

    /// <summary>Rows that came from a table so far.</summary>
    public int From(string table) => _reads.Where(r => r.Sql.Contains($"FROM \"{table}\"", StringComparison.Ordinal) || r.Sql.Contains($".{table} AS", StringComparison.Ordinal)).Sum(r => r.Rows);

    SeriesContext IDbContextFactory<SeriesContext>.CreateDbContext() => TestStorage.SeriesOf(database, this);

    StateContext IDbContextFactory<StateContext>.CreateDbContext() => TestStorage.StateOf(database, this);

    /// <inheritdoc />
    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        // The last reading of each says that there is no row.
        _reads.Enqueue((command.CommandText, Math.Max(0, eventData.ReadCount - 1)));
        return result;
    }
}
