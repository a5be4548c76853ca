using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class TelemetryIngestTests
{
    [Fact]
    public async Task TakeAsync_Batch_IsCountedInEveryResolution()
    {
        await using var database = await TestDatabase.OpenAsync();

        var receipt = await TakeAsync(database, ABatch(7, Noon, ABucket(Noon + 61), ABucket(Noon + 75, 5)));

        Assert.Equal(new TelemetryReceipt(7), receipt);
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        var points = await context.Points.OrderBy(p => p.Resolution).ThenBy(p => p.Start).Select(p => new { p.Resolution, At = p.Start - Noon, p.Requests }).ToListAsync();
        Assert.Equal(
            [(1, 61, 10), (1, 75, 5), (10, 60, 10), (10, 70, 5), (60, 60, 15), (3_600, 0, 15)],
            points.Select(p => (p.Resolution, (int)p.At, (int)p.Requests)));
    }

    [Fact]
    [Trait("Fault", "F42")]
    public async Task TakeAsync_NewerCopy_ReplacesAndOlderCopyDoesNothing()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon, 10, revision: 2)));
        await TakeAsync(database, ABatch(2, Noon, ABucket(Noon, 12, revision: 3)));
        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon, 10, revision: 2)));

        Assert.Equal(12, (await WindowAsync(database)).Single().Requests);
    }

    [Fact]
    public async Task TakeAsync_CopyThatShrinks_IsFollowed()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon, 10, revision: 1)));
        await TakeAsync(database, ABatch(2, Noon, ABucket(Noon, 4, revision: 2)));

        Assert.Equal(4, (await WindowAsync(database)).Single().Requests);
    }

    [Fact]
    public async Task TakeAsync_SameBucketTwiceInOneBatch_CountsTheNewest()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon, 12, revision: 2), ABucket(Noon, 10, revision: 1)));

        Assert.Equal(12, (await WindowAsync(database)).Single().Requests);
    }

    [Fact]
    public async Task TakeAsync_CopyAfterThePurge_IsKnownAsLate()
    {
        await using var database = await TestDatabase.OpenAsync();
        var batch = ABatch(1, Noon, ABucket(Noon));
        await TakeAsync(database, batch);
        await TakeAsync(database, ABatch(2, Noon + 100));
        database.Time.Now += TimeSpan.FromMinutes(17);
        Assert.NotEqual(0, await database.Get<SeriesPurge>().RunAsync(CancellationToken.None));

        await TakeAsync(database, batch);

        Assert.Equal(10, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single().Requests);
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal((0, 1L), (await context.Buckets.CountAsync(), (await context.Boots.SingleAsync()).LateDuplicates));
    }

    [Fact]
    public async Task RunAsync_BucketThatIsStillPending_IsNotPurgedHoweverOld()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon, 10, revision: 1)));
        database.Time.Now += TimeSpan.FromHours(5);
        await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);

        await TakeAsync(database, ABatch(2, Noon, ABucket(Noon, 11, revision: 2)));

        Assert.Equal(11, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single().Requests);
    }

    [Fact]
    [Trait("Fault", "F43")]
    public async Task TakeAsync_OtherBootAndAgent_AreCountedApart()
    {
        await using var database = await TestDatabase.OpenAsync();
        var batch = ABatch(1, Noon, ABucket(Noon));

        await TakeAsync(database, batch);
        await TakeAsync(database, batch with { BootId = "boot-2" });
        _ = (await database.Get<TelemetryIngest>().TakeAsync(new("agent-2"), batch, CancellationToken.None)).Value;

        Assert.Equal(3, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Count);
        Assert.Equal(30, (await WindowAsync(database)).Single().Requests);
    }

    [Theory]
    [InlineData(121)]
    [InlineData(-2_592_001)]
    [Trait("Fault", "F55")]
    public async Task TakeAsync_ClockFarOff_CountsInTotalsOnly(long seconds)
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatch(1, 0, ABucket(Noon + seconds, 10)));
        await TakeAsync(database, ABatch(2, 0, ABucket(Noon + seconds, 11, revision: 2)));

        Assert.Equal(11, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single().Requests);
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal(0, await context.Points.CountAsync());
    }

    [Fact]
    public async Task TakeAsync_SpanThatAnOutageMerged_GoesWhereItFits()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon) with { Seconds = 60 }));

        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal([60, 3_600], await context.Points.Select(p => p.Resolution).OrderBy(r => r).ToListAsync());
    }

    [Fact]
    public async Task TakeAsync_LargestBackfill_IsTakenWhole()
    {
        await using var database = await TestDatabase.OpenAsync();
        var buckets = Enumerable.Range(0, TelemetryBatchRule.MaximumBuckets).Select(n => ABucket(Noon - n, 1)).ToArray();

        await TakeAsync(database, ABatch(1, 0, buckets));
        await TakeAsync(database, ABatch(1, 0, buckets));

        Assert.Equal(TelemetryBatchRule.MaximumBuckets, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single().Requests);
    }

    [Fact]
    public async Task TakeAsync_LifetimeOfAnOlderBatch_DoesNotTakeTheNewersPlace()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatch(2, Noon, ABucket(Noon)) with { Lifetime = [new LifetimeCounter("pets", "v1", 25, 3)] });

        await TakeAsync(database, ABatch(1, Noon) with { Lifetime = [new LifetimeCounter("pets", "v1", 20, 2)] });

        var total = (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single();
        Assert.Equal((25L, 3L, 15L), (total.ReportedRequests, total.ReportedErrors, total.Missing));
    }

    [Fact]
    [Trait("Fault", "F44")]
    public async Task TakeAsync_DeclaredDrops_AreNotMissing()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatch(1, Noon, ABucket(Noon)) with
        {
            Lifetime = [new LifetimeCounter("pets", "v1", 25, 3)],
            Dropped = [new LifetimeCounter("pets", "v1", 15, 3)],
        });
        await TakeAsync(database, ABatch(2, Noon) with { Dropped = [new LifetimeCounter("pets", "v1", 12, 1)] });

        var total = (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single();
        Assert.Equal((15L, 3L, 0L), (total.DroppedRequests, total.DroppedErrors, total.Missing));
    }

    public static TheoryData<string, TelemetryBatch> WrongBatches() => new()
    {
        { "bootId", ABatch(1, 0) with { BootId = "" } },
        { "buckets[1].endpoint", ABatch(1, 0, ABucket(Noon), ABucket(Noon, endpoint: "My Endpoint")) },
        { "buckets[0].variant", ABatch(1, 0, ABucket(Noon, variant: "")) },
        { "buckets[0].seconds", ABatch(1, 0, ABucket(Noon) with { Seconds = 0 }) },
        { "buckets[0]", ABatch(1, 0, ABucket(Noon, revision: 0)) },
        { "buckets[0]", ABatch(1, 0, ABucket(Noon) with { Requests = -1 }) },
        { "buckets[0]", ABatch(1, 0, ABucket(Noon) with { Requests = long.MaxValue }) },
        { "buckets[0]", ABatch(1, 0, ABucket(Noon) with { Errors = new Dictionary<ErrorClass, long> { [ErrorClass.Model] = -1 } }) },
        { "buckets[0]", ABatch(1, 0, ABucket(Noon) with { Segments = Enumerable.Range(0, 201).ToDictionary(n => $"region={n}", _ => 1L) }) },
        { "buckets[0].outputs.scores", ABatch(1, 0, ABucket(Noon) with { Outputs = new OutputSummary { Scores = [1, 2] } }) },
        { "lifetime", ABatch(1, 0) with { Lifetime = [new LifetimeCounter("pets", "v1", -1, 0)] } },
        { "dropped", ABatch(1, 0) with { Dropped = [new LifetimeCounter("pets", "", 1, 0)] } },
    };

    [Theory]
    [MemberData(nameof(WrongBatches))]
    [Trait("Fault", "F47")]
    public async Task TakeAsync_WhatNoAgentSends_IsRefusedWhole(string field, TelemetryBatch batch)
    {
        await using var database = await TestDatabase.OpenAsync();

        var refusal = (await database.Get<TelemetryIngest>().TakeAsync(Agent, batch, CancellationToken.None)).Refusal;

        Assert.Equal((TelemetryRefusals.Invalid, field), (refusal?.Code, refusal?.Fields[0].Field));
        Assert.Empty(await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None));
    }

    [Fact]
    [Trait("Fault", "F47")]
    public async Task TakeAsync_MalformedSketch_IsRefused()
    {
        await using var database = await TestDatabase.OpenAsync();

        var outcome = await database.Get<TelemetryIngest>().TakeAsync(Agent, ABatch(1, 0, ABucket(Noon) with { Latency = [0, 1] }), CancellationToken.None);

        Assert.Equal("sketch_malformed", outcome.Refusal?.Code);
    }

    private static async Task<TelemetryReceipt> TakeAsync(TestDatabase database, TelemetryBatch batch) =>
        (await database.Get<TelemetryIngest>().TakeAsync(Agent, batch with { SentAt = database.Time.Now }, CancellationToken.None)).Value;

    private static Task<IReadOnlyList<WindowRow>> WindowAsync(TestDatabase database) =>
        database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), CancellationToken.None);
}
