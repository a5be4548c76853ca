using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

/// <summary>What is read and written for a group of batches does not grow with what agents did before.</summary>
public sealed class TelemetryReadingTests
{
    private const string CountWrites = """
        CREATE TABLE boot_writes (BootId TEXT);
        CREATE TRIGGER boot_added AFTER INSERT ON telemetry_boots BEGIN INSERT INTO boot_writes VALUES (NEW.BootId); END;
        CREATE TRIGGER boot_changed AFTER UPDATE ON telemetry_boots BEGIN INSERT INTO boot_writes VALUES (NEW.BootId); END;
        """;

    [Fact]
    public async Task ApplyAsync_AgentWithManyEarlierBoots_ReadsOnlyWhatTheGroupNames()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddOldBootsAsync(database);
        await ApplyAsync(database, new ReadRows(database), ABatch(1, Noon, ABucket(Noon), ABucket(Noon, endpoint: "cars")));
        var rows = new ReadRows(database);

        await ApplyAsync(database, rows, ABatch(2, Noon, ABucket(Noon + 1)), ABatch(3, Noon, ABucket(Noon + 2)));

        Assert.Equal((1, 1), (rows.From("telemetry_boots"), rows.From("variant_totals")));
        var totals = await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None);
        Assert.Equal([("cars", 10L), ("pets", 30L)], totals.Where(t => t.BootId == "boot-1").Select(t => (t.Endpoint, t.Requests)));
    }

    [Fact]
    public async Task ApplyAsync_SeveralBatchesOfABoot_WriteItOnce()
    {
        await using var database = await TestDatabase.OpenAsync();
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync(CountWrites);

        await ApplyAsync(database, new ReadRows(database), ABatch(1, Noon, ABucket(Noon)), ABatch(2, Noon + 1, ABucket(Noon + 1)), ABatch(1, Noon, ABucket(Noon)) with { BootId = "boot-2" });

        Assert.Equal(["boot-1", "boot-2"], await context.Database.SqlQueryRaw<string>("SELECT BootId AS Value FROM boot_writes").Order().ToListAsync());
        var boot = await context.Boots.SingleAsync(b => b.BootId == "boot-1");
        Assert.Equal((Noon + 1, 2L), (boot.Watermark, boot.LastSequence));
    }

    [Fact]
    public async Task OfAsync_AgentWithManyEarlierBoots_ReadsItsNewest()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddOldBootsAsync(database);
        await ApplyAsync(database, new ReadRows(database), ABatch(1, Noon, ABucket(Noon)));
        var rows = new ReadRows(database);
        var agent = new AgentStanding { Id = Agent.Value, Name = "left", IsReachable = true, RouteRevision = 1 };

        var seen = await new CompletenessQueries(rows).OfAsync("pets", [agent], Moment.Noon.AddSeconds(-5), Moment.Noon.AddSeconds(10), CancellationToken.None);

        Assert.Equal(1, rows.From("telemetry_boots"));
        Assert.Equal(TimeSpan.FromSeconds(5), seen.OldestGap);
    }

    private static async Task AddOldBootsAsync(TestDatabase database)
    {
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        for (var boot = 1; boot <= 50; boot++)
        {
            var id = $"old-{boot}";
            context.Add(new TelemetryBoot { AgentId = Agent.Value, BootId = id, LastBatchAt = Moment.Noon.AddDays(-boot) });
            context.Add(new VariantTotal { AgentId = Agent.Value, BootId = id, Endpoint = "pets", Variant = "v1", Requests = 1 });
        }

        await context.SaveChangesAsync();
    }

    private static async Task ApplyAsync(TestDatabase database, ReadRows rows, params TelemetryBatch[] batches)
    {
        await using var context = ((IDbContextFactory<SeriesContext>)rows).CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        _ = (await TelemetryUnit.ApplyAsync(context, [.. batches.Select(b => new DeliveredBatch(Agent.Value, b, database.Time.Now))], CancellationToken.None)).Value;
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
