using ControlPlane.Data.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ControlPlane.Data.Tests.Building;

/// <summary>
/// Both databases with today's schema and nothing in them, made once for a test run: copying two files is much quicker than migrating them for every test.
/// What migrations do has tests of its own, which start from empty folders.
/// </summary>
internal static class MigratedDatabases
{
    private static readonly Lazy<Task<(byte[] State, byte[] Series)>> Files = new(MakeAsync);

    /// <summary>Puts both databases into an empty folder.</summary>
    public static async Task CopyToAsync(string folder)
    {
        var (state, series) = await Files.Value;
        var target = new DataFolder(folder);
        await File.WriteAllBytesAsync(target.StateFile, state);
        await File.WriteAllBytesAsync(target.SeriesFile, series);
    }

    private static async Task<(byte[] State, byte[] Series)> MakeAsync()
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("control-plane-").FullName);
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton(Options.Create(new DataOptions { Folder = folder.Path }))
                .AddControlPlaneData()
                .BuildServiceProvider();
            return (await MigrateAsync<StateContext>(services, folder.StateFile), await MigrateAsync<SeriesContext>(services, folder.SeriesFile));
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static async Task<byte[]> MigrateAsync<TContext>(ServiceProvider services, string file)
        where TContext : DbContext
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync();
        await context.Database.MigrateAsync();

        // The log goes into the file, which stays one that is written by a log.
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await context.Database.CloseConnectionAsync();
        SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        return await File.ReadAllBytesAsync(file);
    }
}
