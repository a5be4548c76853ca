using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class SeriesQueriesTests
{
    [Fact]
    public async Task WindowAsync_TwoVariants_AddsEverythingUp()
    {
        await using var database = await TestDatabase.OpenAsync();
        var rich = ABucket(Noon + 2) with
        {
            Errors = new Dictionary<ErrorClass, long> { [ErrorClass.Timeout] = 2, [ErrorClass.Model] = 1 },
            Diverted = 3,
            Latency = ASketch(1, 2, 3, 4, 5, 6, 7),
            Outputs = new OutputSummary { Labels = new Dictionary<string, long> { ["cat"] = 4, ["dog"] = 3 }, Scores = [.. Enumerable.Repeat(1L, 20)], Invalid = 1 },
            Segments = new Dictionary<string, long> { ["region=eu"] = 10 },
            IsTripped = true,
        };
        await TakeAsync(database, rich, rich with { Start = Noon + 3, IsTripped = false }, ABucket(Noon + 2, variant: "v2"));

        var rows = await database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddSeconds(10), CancellationToken.None);

        Assert.Equal(["v1", "v2"], rows.Select(r => r.Variant));
        var row = rows[0];
        Assert.Equal((20L, 6L, 6L, 2L, 10L), (row.Requests, row.ErrorCount, row.Diverted, row.Invalid, row.TrippedRequests));
        Assert.Equal(new Dictionary<ErrorClass, long> { [ErrorClass.Timeout] = 4, [ErrorClass.Model] = 2 }, row.Errors);
        Assert.Equal(new Dictionary<string, long> { ["cat"] = 8, ["dog"] = 6 }, row.Labels);
        Assert.Equal(20L, row.Segments["region=eu"]);
        Assert.Equal(40, row.Scores.Sum());
        Assert.InRange(row.Latency!.Value.P50, 3.9, 4.1);
        Assert.InRange(row.Latency.Value.P99, 6.9, 7.1);
        Assert.Equal(Moment.Noon.AddSeconds(4), row.LatestAt);
    }

    [Fact]
    public async Task LatencyOf_FastAndSlowVariant_IsTheQuantileOfAllAnswersNotAMeanOfQuantiles()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(
            database,
            ABucket(Noon, 9) with { Latency = ASketch(1, 1, 1, 1, 1, 1, 1, 1, 1) },
            ABucket(Noon, 1, variant: "v2") with { Latency = ASketch(100) });

        var rows = await database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddSeconds(10), CancellationToken.None);

        Assert.InRange(WindowRow.LatencyOf(rows)!.Value.P50, 0.99, 1.01);
        Assert.InRange(rows[1].Latency!.Value.P50, 99, 101);
        Assert.Null(WindowRow.LatencyOf([]));
    }

    [Fact]
    public async Task WindowsAsync_SeveralEndpoints_AreEachAsTheyAreAskedAlone()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(
            database,
            ABucket(Noon + 2, 20) with { Latency = ASketch(1, 2, 3) },
            ABucket(Noon + 3, 10, variant: "v2"),
            ABucket(Noon + 4, 7, endpoint: "fraud") with { Segments = new Dictionary<string, long> { ["region=eu"] = 7 } });
        var queries = database.Get<SeriesQueries>();

        var windows = await queries.WindowsAsync(Moment.Noon, Moment.Noon.AddSeconds(10), CancellationToken.None);

        Assert.Equal(["fraud", "pets"], windows.Keys.Order(StringComparer.Ordinal));
        foreach (var (endpoint, rows) in windows)
            Assert.Equivalent(await queries.WindowAsync(endpoint, Moment.Noon, Moment.Noon.AddSeconds(10), CancellationToken.None), rows, strict: true);
    }

    [Fact]
    public async Task RecentRequestsAsync_OfAllEndpoints_AreThoseOfEach()
    {
        await using var database = await TestDatabase.OpenAsync();
        var now = database.Time.Now.ToUnixTimeSeconds();
        await TakeAsync(database, ABucket(now - 30, 50), ABucket(now - 3, 20), ABucket(now - 3, 10, variant: "v2"), ABucket(now - 2, 7, endpoint: "fraud"));
        var queries = database.Get<SeriesQueries>();

        var recent = await queries.RecentRequestsAsync(TimeSpan.FromSeconds(10), CancellationToken.None);

        Assert.Equal(2, recent.Count);
        foreach (var (endpoint, requests) in recent)
            Assert.Equal(await queries.RecentRequestsAsync(endpoint, TimeSpan.FromSeconds(10), CancellationToken.None), requests);
    }

    [Fact]
    public async Task RecentRequestsAsync_OlderAndNewerSeconds_CountsOnlyTheLastOnes()
    {
        await using var database = await TestDatabase.OpenAsync();
        var now = database.Time.Now.ToUnixTimeSeconds();
        await TakeAsync(database, ABucket(now - 30, 50), ABucket(now - 3, 4), ABucket(now - 2, 1, variant: "v2"));

        var recent = await database.Get<SeriesQueries>().RecentRequestsAsync("pets", TimeSpan.FromSeconds(10), CancellationToken.None);

        Assert.Equal(new Dictionary<string, long> { ["v1"] = 4, ["v2"] = 1 }, recent);
    }

    [Fact]
    public async Task WindowAsync_Bounds_AreInclusiveAndExclusive()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon - 1), ABucket(Noon, 1), ABucket(Noon + 9, 2), ABucket(Noon + 10));

        var rows = await database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddSeconds(10), CancellationToken.None);

        Assert.Equal(3, rows.Single().Requests);
    }

    [Fact]
    public async Task WindowAsync_OtherEndpoint_IsEmpty()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon));

        Assert.Empty(await database.Get<SeriesQueries>().WindowAsync("cars", Moment.Noon, Moment.Noon.AddSeconds(10), CancellationToken.None));
    }

    [Fact]
    public async Task SeriesAsync_SecondsWithoutBuckets_AreGapsAndZeroIsNot()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon, 4), ABucket(Noon + 2, 0), ABucket(Noon + 1, 1, variant: "v2"));

        var series = await database.Get<SeriesQueries>().SeriesAsync("pets", Moment.Noon, Moment.Noon.AddSeconds(4), TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.Equal([4, null, 0, null], series[0].Points.Select(p => p.Requests));
        Assert.Equal([null, 1, null, null], series[1].Points.Select(p => p.Requests));
        Assert.Equal([false, true, true, true], series[0].Points.Select(p => p.Latency is null));
        Assert.Equal([0, 1, 2, 3], series[0].Points.Select(p => (int)(p.At - Moment.Noon).TotalSeconds));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(5, 1)]
    [InlineData(10, 10)]
    [InlineData(60, 60)]
    [InlineData(90, 10)]
    [InlineData(7_200, 3_600)]
    public void OfSeries_Step_ReadsTheCoarsestResolutionThatFits(int step, int resolution)
    {
        // A step of 1 s is asked for two hours back, where only 10 s are left.
        var from = step == 1 ? Moment.Noon.AddHours(-2) : Moment.Noon;

        var span = SeriesSpan.OfSeries(from, from.AddSeconds(step * 3), TimeSpan.FromSeconds(step), new SeriesRetention(), Moment.Noon);

        Assert.Equal(resolution, span.Resolution);
    }

    [Fact]
    public async Task SeriesAsync_StepOfAMinute_MergesItsSeconds()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, [.. Enumerable.Range(0, 120).Select(n => ABucket(Noon + n, 1 + (n / 60)))]);

        var series = await database.Get<SeriesQueries>().SeriesAsync(
            "pets", Moment.Noon.AddSeconds(30), Moment.Noon.AddMinutes(2), TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal([60, 120], series.Single().Points.Select(p => p.Requests));
        Assert.Equal(Moment.Noon, series.Single().Points[0].At);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public async Task SeriesAsync_StepThatIsNoWholeSecond_Throws(double seconds)
    {
        await using var database = await TestDatabase.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => database.Get<SeriesQueries>().SeriesAsync(
            "pets", Moment.Noon, Moment.Noon.AddMinutes(1), TimeSpan.FromSeconds(seconds), CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_TimePasses_EachResolutionGoesInItsTurn()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, ABucket(Noon));
        await TakeAsync(database, sequence: 2, oldestPending: Noon + 10);
        List<string> kept = [];
        foreach (var age in (TimeSpan[])[TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(17), TimeSpan.FromHours(6.1), TimeSpan.FromDays(7.1), TimeSpan.FromDays(401)])
        {
            database.Time.Now = Moment.Noon + age;
            await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);
            await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
            var resolutions = await context.Points.Select(p => p.Resolution).OrderBy(r => r).ToListAsync();
            kept.Add($"{string.Join(' ', resolutions)} | {await context.Buckets.CountAsync()} buckets, {await context.Totals.CountAsync()} totals");
        }

        Assert.Equal(
            [
                "1 10 60 3600 | 1 buckets, 1 totals",
                "1 10 60 3600 | 0 buckets, 1 totals",
                "10 60 3600 | 0 buckets, 1 totals",
                "60 3600 | 0 buckets, 1 totals",
                "3600 | 0 buckets, 1 totals",
                " | 0 buckets, 0 totals",
            ],
            kept);
    }

    [Fact]
    public async Task WindowAsync_AsLongAsTheRetention_IsWhole()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, [.. Enumerable.Range(0, 900).Select(n => ABucket(Noon + n, 1))]);
        database.Time.Now += TimeSpan.FromMinutes(15);
        await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);

        var rows = await database.Get<SeriesQueries>().WindowAsync("pets", database.Time.Now.AddMinutes(-15), database.Time.Now, CancellationToken.None);

        Assert.Equal(900, rows.Single().Requests);
    }

    private static Task TakeAsync(TestDatabase database, params TelemetryBucket[] buckets) => TakeAsync(database, 1, 0, buckets);

    private static async Task TakeAsync(TestDatabase database, long sequence, long oldestPending, params TelemetryBucket[] buckets)
    {
        // Buckets of the last minutes arrive as they are made, so the clock is beyond them.
        var now = database.Time.Now;
        database.Time.Now = buckets.Length == 0 ? now : DateTimeOffset.FromUnixTimeSeconds(Math.Max(now.ToUnixTimeSeconds(), buckets.Max(b => b.Start)));
        _ = (await database.Get<TelemetryIngest>().TakeAsync(Agent, ABatch(sequence, oldestPending, buckets) with { SentAt = database.Time.Now }, CancellationToken.None)).Value;
        database.Time.Now = now;
    }
}
