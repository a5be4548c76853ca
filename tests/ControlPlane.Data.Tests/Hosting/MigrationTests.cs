using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Sqlite;
using ControlPlane.Data.Tests.Building;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Data.Tests.Hosting;

public sealed class MigrationTests
{
    [Fact]
    public void StateModel_HasNoChangeWithoutMigration()
    {
        using var context = new SqliteStateContext(new DbContextOptionsBuilder<SqliteStateContext>().UseSqlite("Data Source=:memory:").Options);

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void SeriesModel_HasNoChangeWithoutMigration()
    {
        using var context = new SqliteSeriesContext(new DbContextOptionsBuilder<SqliteSeriesContext>().UseSqlite("Data Source=:memory:").Options);

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void AModelWithoutSnapshot_HasOne()
    {
        // The negative control: the two tests above can fail.
        using var context = new GrowingContext(":memory:");

        Assert.True(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task OpenAsync_OlderSchema_IsCopiedBeforeItChanges()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "growing.db");
        await using var context = new GrowingContext(file);
        await context.Database.MigrateAsync("20200101000000_First");
        await context.Database.ExecuteSqlRawAsync("INSERT INTO things (name) VALUES ('kept')");

        var refusal = await new DatabaseOpener(NullLogger<DatabaseOpener>.Instance).OpenAsync(context, file, CancellationToken.None);

        Assert.Null(refusal);
        Assert.Equal(["20200101000000_First", "20200102000000_Second"], await context.Database.GetAppliedMigrationsAsync());
        await using var copy = new GrowingContext($"{file}.before-20200102000000_Second");
        Assert.Equal(["20200101000000_First"], await copy.Database.GetAppliedMigrationsAsync());
        Assert.Equal(["kept"], await copy.Database.SqlQueryRaw<string>("SELECT name AS Value FROM things").ToListAsync());
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task OpenAsync_NewFile_LeavesNoCopy()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "growing.db");
        await using var context = new GrowingContext(file);

        await new DatabaseOpener(NullLogger<DatabaseOpener>.Instance).OpenAsync(context, file, CancellationToken.None);

        Assert.DoesNotContain(Directory.GetFiles(folder.Path), f => f.Contains(".before-", StringComparison.Ordinal));
        SqliteConnection.ClearAllPools();
    }
}
