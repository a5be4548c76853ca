using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Mapping;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

/// <summary>Batches that wait together are summed together; nobody may be able to tell.</summary>
public sealed class TelemetryGroupTests
{
    private static readonly string HourFails = TestStorage.RefuseInserts("series_points", "NEW.\"Resolution\" = 3600");

    [Fact]
    public async Task TakeAsync_ManyAgentsAtOnce_SumToTheSameAsOneAfterTheOther()
    {
        await using var together = await TestDatabase.OpenAsync();
        await using var apart = await TestDatabase.OpenAsync();
        var deliveries = Enumerable.Range(0, 150).Select(n => (Agent: new AgentId($"agent-{n % 30}"), Batch: BatchOf(n))).ToList();

        await Task.WhenAll(deliveries.Select(d => TakeAsync(together, d.Agent, d.Batch)));
        foreach (var (agent, batch) in deliveries)
            await TakeAsync(apart, agent, batch);

        Assert.Equal(await PointsAsync(apart), await PointsAsync(together));
        Assert.Equal(
            await apart.Get<SeriesQueries>().TotalsAsync(CancellationToken.None),
            await together.Get<SeriesQueries>().TotalsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task TakeAsync_LateBucketOfAClosedHour_IsCountedInEverySpan()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Agent, ABatch(1, Noon, ABucket(Noon + 5)));
        database.Time.Now += TimeSpan.FromHours(2);
        await TakeAsync(database, Agent, ABatch(2, Noon + 7_000, ABucket(Noon + 7_000)));

        await TakeAsync(database, new AgentId("agent-2"), ABatch(1, Noon + 5, ABucket(Noon + 5, 3)));

        Assert.Equal([13, 13, 13, 13], await RequestsByResolutionAsync(database, p => p.Start < Noon + 3_600));
    }

    [Fact]
    [Trait("Fault", "F41")]
    public async Task TakeAsync_FailureBetweenFineAndCoarse_LeavesNothingAndCountsOnceAfterwards()
    {
        await using var database = await TestDatabase.OpenAsync();
        await ExecuteAsync(database, HourFails);
        var batch = ABatch(1, Noon, ABucket(Noon), ABucket(Noon + 1, 5));

        await Assert.ThrowsAnyAsync<Exception>(() => TakeAsync(database, Agent, batch));
        Assert.Equal([0, 0, 0, 0], await RequestsByResolutionAsync(database, _ => true));
        Assert.Empty(await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None));

        await ExecuteAsync(database, TestStorage.AllowInserts("series_points"));
        await TakeAsync(database, Agent, batch);
        await TakeAsync(database, Agent, batch);

        Assert.Equal([15, 15, 15, 15], await RequestsByResolutionAsync(database, _ => true));
    }

    [Fact]
    public async Task TakeAsync_OneThatCannotBeSummed_DoesNotHoldTheOthersUp()
    {
        await using var database = await TestDatabase.OpenAsync();
        await ExecuteAsync(database, TestStorage.RefuseInserts("received_buckets", "NEW.\"AgentId\" = 'agent-7'"));

        var taken = Enumerable.Range(0, 20).Select(n => TakeAsync(database, new AgentId($"agent-{n}"), ABatch(1, Noon, ABucket(Noon)))).ToList();
        await Task.WhenAll(taken).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal([7], taken.Index().Where(t => t.Item.IsFaulted).Select(t => t.Index));
        Assert.Equal([190, 190, 190, 190], await RequestsByResolutionAsync(database, _ => true));
    }

    [Fact]
    public async Task TakeAsync_MoreNamesThanASpanTellsApart_CountsTheRestTogether()
    {
        await using var database = await TestDatabase.OpenAsync();
        for (var agent = 0; agent < 10; agent++)
        {
            var labels = Enumerable.Range(agent * 40, 40).ToDictionary(n => $"label-{n}", _ => 1L);
            await TakeAsync(database, new AgentId($"agent-{agent}"), ABatch(1, Noon, ABucket(Noon) with { Outputs = new OutputSummary { Labels = labels } }));
        }

        var row = (await database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(1), CancellationToken.None)).Single();

        Assert.Equal((400L, 200L, 201), (row.Labels.Values.Sum(), row.Labels[OutputSummary.OtherLabel], row.Labels.Count));
    }

    [Fact]
    public async Task RunAsync_WhatNobodySendsAgain_GoesAfterMinutesButNumbersThatCannotBeTrueStay()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Agent, ABatch(1, Noon, ABucket(Noon), ABucket(Noon + 1), ABucket(Noon + 2) with { Requests = 900_000, Latency = null }));
        await TakeAsync(database, Agent, ABatch(2, Noon + 10, ABucket(Noon + 10)));
        database.Time.Now += TimeSpan.FromMinutes(3);

        await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);

        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal([Noon + 2, Noon + 10], await context.Buckets.Select(b => b.Start).Order().ToListAsync());
        var seen = await database.Get<CompletenessQueries>().OfAsync(
            "pets", [new AgentStanding { Id = Agent.Value, Name = "left", IsReachable = true, RouteRevision = 1 }], Moment.Noon, database.Time.Now, CancellationToken.None);
        Assert.Equal(["left"], seen.Outliers);
    }

    // Agents count the same seconds, and bring each of them twice, the second time with more in it.
    private static TelemetryBatch BatchOf(int number)
    {
        var cells = new CellCounts();
        cells.Add(number % 100, 5, 1);
        var (start, revision) = (Noon + (number / 60), 1 + (number / 30 % 2));
        TelemetryBucket Filled(TelemetryBucket bucket) =>
            bucket with { Cells = cells.ToBytes(), Segments = new Dictionary<string, long> { [$"region={number % 4}"] = 5 } };
        return ABatch(number, Noon, Filled(ABucket(start, 10 + revision, revision)), Filled(ABucket(start + 1, 4, 1 + (number / 30), "v2")));
    }

    private static async Task TakeAsync(TestDatabase database, AgentId agent, TelemetryBatch batch) =>
        _ = (await database.Get<TelemetryIngest>().TakeAsync(agent, batch with { SentAt = database.Time.Now }, CancellationToken.None)).Value;

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync(sql);
    }

    private static async Task<IReadOnlyList<string>> PointsAsync(TestDatabase database)
    {
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        var points = await context.Points.AsNoTracking().OrderBy(p => p.Resolution).ThenBy(p => p.Start).ThenBy(p => p.Variant).ToListAsync();
        return
        [
            .. points.Select(p => $"{p.Resolution} {p.Start - Noon} {p.Variant} {p.Requests} {Convert.ToHexString(p.Latency ?? [])} {Convert.ToHexString(p.Details.Cells ?? [])} "
                + JsonColumn.Write(p.Details.Segments.OrderBy(s => s.Key, StringComparer.Ordinal))),
        ];
    }

    private static async Task<IReadOnlyList<long>> RequestsByResolutionAsync(TestDatabase database, Func<SeriesPoint, bool> isMeant)
    {
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        var points = (await context.Points.AsNoTracking().ToListAsync()).Where(isMeant).ToList();
        return [.. SeriesRetention.Resolutions.Select(r => points.Where(p => p.Resolution == r).Sum(p => p.Requests))];
    }
}
