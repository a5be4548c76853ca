using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Sqlite;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.Data.Tests.Building.Buckets;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

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
    [Trait("Fault", "F65")]
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
    public async Task MigrateAsync_AgentsAndBucketsFromBeforeClocksWereKept_AreTakenAsInTime()
    {
        using var folder = new TemporaryFolder();
        await using var state = new SqliteStateContext(new DbContextOptionsBuilder<SqliteStateContext>().UseSqlite($"Data Source={folder.Path}/state.db").Options);
        await using var series = new SqliteSeriesContext(new DbContextOptionsBuilder<SqliteSeriesContext>().UseSqlite($"Data Source={folder.Path}/series.db").Options);
        await state.Database.MigrateAsync();
        await series.Database.MigrateAsync();
        var agent = AnAgent();
        agent.Report(AHello() with { SentAt = Moment.Noon.AddHours(1) }, Moment.Noon);
        state.Agents.Add(agent);
        var bucket = new ReceivedBucket { AgentId = "a", BootId = "b", Start = Noon, Endpoint = "pets", Variant = "v1", RouteRevision = 1, Shift = -3_600 };
        bucket.Replace(ABucket(Noon));
        series.Buckets.Add(bucket);
        await state.SaveChangesAsync();
        await series.SaveChangesAsync();

        // To the schema before and back: what is left is what an installation that never kept clocks has.
        await state.Database.MigrateAsync("20261126024912_Drift");
        await state.Database.MigrateAsync();
        await series.Database.MigrateAsync("20261126005543_Evidence");
        await series.Database.MigrateAsync();

        Assert.Null((await state.Agents.AsNoTracking().SingleAsync()).ClockOffset);
        var kept = await series.Buckets.AsNoTracking().SingleAsync();
        Assert.Equal((0L, Noon, 10L), (kept.Shift, kept.SummedAt, kept.Requests));
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
