using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>Opens a database that other replicas may be using: nothing is held, and schemas are brought up to date by one replica at a time.</summary>
internal sealed class PostgresEngine(
    NpgsqlConnectionStringBuilder address, DataFolder folder, IDbContextFactory<StateContext> stateContexts, IDbContextFactory<SeriesContext> seriesContexts, ILoggerFactory loggers)
    : IDatabaseEngine
{
    private const string MigrationTurn = "migrations";

    private readonly ILogger _logger = loggers.CreateLogger<PostgresEngine>();

    /// <inheritdoc />
    public string Place => PostgresAddress.Describe(address);

    /// <inheritdoc />
    public async Task<Refusal?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Keys of sessions are still kept in files.
            folder.Create();
            await using var state = await stateContexts.CreateDbContextAsync(cancellationToken);
            await using var series = await seriesContexts.CreateDbContextAsync(cancellationToken);
            return await OpenAsync(state, PostgresSettings.StateSchema, cancellationToken) ?? await OpenAsync(series, PostgresSettings.SeriesSchema, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(DataRefusals.Unwritable, $"The data folder {folder.Path} cannot be made: {exception.Message}");
        }
        catch (PostgresException exception) when (!LostServer.IsCauseOf(exception))
        {
            return new Refusal(DataRefusals.Forbidden, $"{Place} does not let this control plane in or make its schema: {exception.MessageText} (SQLSTATE {exception.SqlState}).");
        }
        catch (Exception exception) when (LostServer.IsCauseOf(exception))
        {
            return new Refusal(DataRefusals.Unreachable, $"{Place} cannot be reached: {exception.GetBaseException().Message}. Start the server, or correct --database.");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }

    private async Task<Refusal?> OpenAsync(DbContext context, string schema, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);

        // A replica may take longer to change a schema than any writer may take.
        await context.Database.ExecuteSqlRawAsync("SET lock_timeout = 0", cancellationToken);
        var turn = WriteTurnInterceptor.KeyOf(MigrationTurn);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({turn})", cancellationToken);
        try
        {
            if (await DatabaseOpener.CheckSchemaAsync(context, $"The schema {schema} of {Place}", cancellationToken) is { } refusal)
                return refusal;
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (pending.Count == 0)
                return null;
            _logger.Migrating(Place, string.Join(", ", pending), schema);
            await context.Database.MigrateAsync(cancellationToken);
            return null;
        }
        finally
        {
            if (context.Database.GetDbConnection().State == System.Data.ConnectionState.Open)
                await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({turn})", CancellationToken.None);
        }
    }
}
