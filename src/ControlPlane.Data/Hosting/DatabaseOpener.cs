using ControlPlane.Contracts.Outcomes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Hosting;

/// <summary>Brings one database to the schema of this build, or says why it must not be touched.</summary>
internal sealed class DatabaseOpener(ILogger<DatabaseOpener> logger)
{
    private const string LockTable = "__EFMigrationsLock";

    /// <returns>Refusals: <see cref="DataRefusals.Damaged"/>, <see cref="DataRefusals.NewerSchema"/>.</returns>
    public async Task<Refusal?> OpenAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(file) && (await CheckAsync(context, file, cancellationToken)) is { } refusal)
                return refusal;

            await BackUpAsync(context, file, cancellationToken);
            await ClearOrphanedLockAsync(context, file, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            return null;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            return Damaged(file, exception.Message);
        }
    }

    private static async Task<Refusal?> CheckAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        var found = await context.Database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(cancellationToken);
        if (found is not ["ok"])
            return Damaged(file, string.Join("; ", found));

        return await CheckSchemaAsync(context, file, cancellationToken);
    }

    /// <summary>Whether a build like this one wrote a database.</summary>
    /// <returns>Refusal: <see cref="DataRefusals.NewerSchema"/>.</returns>
    internal static async Task<Refusal?> CheckSchemaAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations();
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(known).ToList();
        return unknown.Count == 0
            ? null
            : new Refusal(
                DataRefusals.NewerSchema,
                $"{file} was written by a newer build (it has the migration {unknown[^1]}, which this build does not know); start the newer build, or put a backup back.");
    }

    private async Task BackUpAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == 0 || !File.Exists(file) || !(await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
            return;

        var backup = $"{file}.before-{pending[0]}";
        File.Delete(backup);
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {backup}", cancellationToken);
        logger.BackedUp(file, backup);
    }

    // Whoever brings a database up to date locks it by a row, which stays when that process is killed; every later start would wait for ever.
    // The folder is locked by this process, so that nobody else can be at it.
    private async Task ClearOrphanedLockAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return;
        var isThere = await context.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '{LockTable}'").SingleAsync(cancellationToken);
        if (isThere > 0 && await context.Database.ExecuteSqlRawAsync($"DELETE FROM \"{LockTable}\"", cancellationToken) > 0)
            logger.LockCleared(file);
    }

    /// <summary>The refusal of a database that cannot be read.</summary>
    internal static Refusal Damaged(string file, string problem) =>
        new(DataRefusals.Damaged, $"{file} is damaged ({problem}); agents go on serving without it. Put a backup back, or move the file away to start afresh.");
}
