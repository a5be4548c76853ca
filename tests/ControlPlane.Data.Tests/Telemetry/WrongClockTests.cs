using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class WrongClockTests
{
    private const long AnHour = 3_600;

    [Theory]
    [InlineData(AnHour)]
    [InlineData(-AnHour)]
    [Trait("Fault", "F55")]
    public async Task TakeAsync_ClockAnHourWrong_IsSummedAtTheRightTime(long offset)
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatchBy(offset, ABucket(Noon + offset - 1) with { Features = [AFeature] }));

        Assert.Equal<(int, long)>([(1, -1), (10, -10), (60, -60), (3_600, -AnHour)], await PointsAsync(database));
        var feature = (await database.Get<FeatureQueries>().WindowAsync("pets", Moment.Noon.AddMinutes(-1), Moment.Noon, CancellationToken.None)).Single();
        Assert.Equal(10, feature.Rows);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(-120)]
    [InlineData(1)]
    public async Task TakeAsync_ClockALittleOff_IsSummedWhereTheAgentSays(long offset)
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatchBy(offset, ABucket(Noon + offset)));

        Assert.Contains((1, offset), await PointsAsync(database));
    }

    [Fact]
    public async Task TakeAsync_BucketsOfAnOutageBehindAWrongClock_KeepTheirDistances()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, ABatchBy(-AnHour, ABucket(Noon - AnHour - 600), ABucket(Noon - AnHour - 5)));

        Assert.Equal([-600, -5], (await PointsAsync(database)).Where(p => p.Resolution == 1).Select(p => p.At));
    }

    [Theory]
    [InlineData(AnHour)]
    [InlineData(-AnHour)]
    public async Task TakeAsync_NewerCopyAfterTheClockWasPutRight_TakesThePlaceOfTheOlderOne(long offset)
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatchBy(offset, ABucket(Noon + offset - 1, 10)));

        await TakeAsync(database, ABatchBy(0, ABucket(Noon + offset - 1, 12, revision: 2)));

        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal([(Noon - 1, 12L)], (await context.Points.Where(p => p.Resolution == 1).ToListAsync()).Select(p => (p.Start, p.Requests)));
        Assert.Equal(12, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Single().Requests);
    }

    [Theory]
    [InlineData(AnHour, "boot-1.1")]
    [InlineData(-AnHour, "boot-1")]
    public async Task TakeAsync_ClockPutRight_NothingCountedAfterwardsIsTakenForALateCopy(long offset, string bootAfterwards)
    {
        // A clock that is put back begins a new generation of the boot on the agent, so that its mark, an hour ahead, holds for nothing that follows.
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatchBy(offset, ABucket(Noon + offset - 1)) with { OldestPending = Noon + offset });
        database.Time.Now += TimeSpan.FromSeconds(2);

        await TakeAsync(database, ABatchBy(0, ABucket(Noon + 1, 7)) with { BootId = bootAfterwards });

        Assert.Equal([-1, 1], (await PointsAsync(database)).Where(p => p.Resolution == 1).Select(p => p.At));
        Assert.Equal(17, (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Sum(t => t.Requests));
    }

    [Fact]
    [Trait("Fault", "F55")]
    public async Task OfAsync_AgentWhoseClockIsWrong_IsAnOutlierUntilItIsPutRight()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatchBy(-AnHour, ABucket(Noon - AnHour - 1)) with { OldestPending = Noon - AnHour });

        var wrong = await OfAsync(database, TimeSpan.FromSeconds(-AnHour));
        var right = await OfAsync(database, TimeSpan.FromSeconds(2));

        Assert.Equal(["left"], wrong.Outliers);
        Assert.False(wrong.IsEnough);
        Assert.Empty(right.Outliers);
    }

    [Theory]
    [InlineData(AnHour)]
    [InlineData(-AnHour)]
    public async Task OfAsync_AgentWhoseClockIsWrong_IsBehindByWhatIsMissingAndNotByItsClock(long offset)
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatchBy(offset, ABucket(Noon + offset - 1)) with { OldestPending = Noon + offset });
        database.Time.Now += TimeSpan.FromSeconds(12);

        var seen = await OfAsync(database, TimeSpan.FromSeconds(offset));

        Assert.Equal(TimeSpan.FromSeconds(7), seen.OldestGap);
    }

    [Fact]
    public async Task OfAsync_NumbersThatCannotBeTrueUnderAWrongClock_AreFoundInTheWindowTheyBelongTo()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABatchBy(-AnHour, ABucket(Noon - AnHour - 1, requests: 0) with { Requests = 900_000, Latency = null }));

        Assert.Equal(["left"], (await OfAsync(database, TimeSpan.Zero)).Outliers);
    }

    private static FeatureSummary AFeature { get; } = new() { Name = "age", Categories = new Dictionary<string, long> { ["old"] = 10 } };

    private static TelemetryBatch ABatchBy(long offset, params TelemetryBucket[] buckets) =>
        ABatch(1, 0, buckets) with { SentAt = Moment.Noon.AddSeconds(offset) };

    private static Task<Domain.Analysis.Templates.Completeness> OfAsync(TestDatabase database, TimeSpan offset) => database.Get<CompletenessQueries>().OfAsync(
        "pets",
        [new AgentStanding { Id = Agent.Value, Name = "left", IsReachable = true, RouteRevision = 1, ClockOffset = offset }],
        Moment.Noon.AddSeconds(-60),
        database.Time.Now,
        CancellationToken.None);

    private static async Task TakeAsync(TestDatabase database, TelemetryBatch batch) =>
        _ = (await database.Get<TelemetryIngest>().TakeAsync(Agent, batch, CancellationToken.None)).Value;

    /// <summary>Where points are, by their distance from noon.</summary>
    private static async Task<IReadOnlyList<(int Resolution, long At)>> PointsAsync(TestDatabase database)
    {
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        var points = await context.Points.OrderBy(p => p.Resolution).ThenBy(p => p.Start).Select(p => new { p.Resolution, p.Start }).ToListAsync();
        return [.. points.Select(p => (p.Resolution, p.Start - Noon))];
    }
}
