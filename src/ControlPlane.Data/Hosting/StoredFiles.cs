using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Providers.Postgres;
using ControlPlane.Data.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Hosting;

/// <summary>Reaches databases that no running control plane of this process owns: those of another process, and copies. Stateless.</summary>
public static class StoredFiles
{
    /// <summary>A context on a database of decisions as it lies there; nothing is brought to another schema.</summary>
    /// <returns>Refusals: <see cref="DataRefusals.NotThere"/>, <see cref="DataRefusals.Damaged"/>, <see cref="DataRefusals.NewerSchema"/>, <see cref="DataRefusals.OlderSchema"/>.</returns>
    public static async Task<Outcome<StateContext>> OpenStateAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return new Refusal(DataRefusals.NotThere, $"There is no database {file}.");
        var context = StateOf(file);
        if (await RefusalOfAsync(context, file, cancellationToken) is not { } refusal)
            return context;
        await context.DisposeAsync();
        return refusal;
    }

    /// <summary>The same of the database that options name: the file of the data folder, or the one on a PostgreSQL server.</summary>
    /// <returns>Refusals: as <see cref="OpenStateAsync(string, CancellationToken)"/>, and <see cref="DataRefusals.Unreachable"/>.</returns>
    public static Task<Outcome<StateContext>> OpenStateAsync(DataOptions options, CancellationToken cancellationToken) => options.IsPostgres
        ? StoredSchemas.OpenStateAsync(options.Database!, cancellationToken)
        : OpenStateAsync(new DataFolder(options.Folder).StateFile, cancellationToken);

    /// <summary>A context on a database of decisions; unpooled, so that its file is free once it is disposed.</summary>
    internal static SqliteStateContext StateOf(string file) => new(Options<SqliteStateContext>(file));

    /// <summary>A context on a database of measurements; unpooled.</summary>
    internal static SqliteSeriesContext SeriesOf(string file) => new(Options<SqliteSeriesContext>(file));

    private static DbContextOptions<TContext> Options<TContext>(string file)
        where TContext : DbContext
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        return new DbContextOptionsBuilder<TContext>().UseSqlite(connection.ConnectionString).Options;
    }

    private static async Task<Refusal?> RefusalOfAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await DatabaseOpener.CheckSchemaAsync(context, file, cancellationToken)
                ?? ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                    ? new Refusal(DataRefusals.OlderSchema, $"{file} was written by an older build; start this build on it once, which brings it up to date.")
                    : null);
        }
        catch (SqliteException exception)
        {
            return DatabaseOpener.Damaged(file, exception.Message);
        }
    }
}
