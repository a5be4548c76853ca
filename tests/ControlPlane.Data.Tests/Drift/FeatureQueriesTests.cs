using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Drift;

public sealed class FeatureQueriesTests
{
    [Fact]
    public async Task WindowAsync_BucketsOfTwoMinutes_AddUpByFeature()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, 1, ABucket(Noon) with { Features = [Numeric(1, 2, 2), Category("au", 3)] }, ABucket(Noon + 65) with { Features = [Numeric(2)] });

        var rows = await WindowAsync(database);

        Assert.Equal(["amount", "region"], rows.Select(r => r.Name));
        Assert.Equal((4L, 3L), (rows[0].Rows, rows[0].Sketch!.Bins[FeatureSketch.BinOf(2)]));
        Assert.Equal(3, rows[1].Categories["au"]);
    }

    [Fact]
    public async Task WindowAsync_NewerCopy_ReplacesTheOlderOne()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, 1, ABucket(Noon) with { Features = [Numeric(1, 2)] });

        await TakeAsync(database, 2, ABucket(Noon, revision: 2) with { Features = [Numeric(1, 2, 3)] });

        Assert.Equal(3, (await WindowAsync(database)).Single().Rows);
    }

    [Fact]
    public async Task HistoryAsync_ByMinute_TellsTheStepsApart()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, 1, ABucket(Noon) with { Features = [Numeric(1)] }, ABucket(Noon + 120) with { Features = [Numeric(5, 5)] });

        var rows = await database.Get<FeatureQueries>().HistoryAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal([(Moment.Noon, 1L), (Moment.Noon.AddMinutes(2), 2L)], rows.Select(r => (r.From, r.Rows)));
    }

    private static FeatureSummary Numeric(params float[] values)
    {
        var sketch = new FeatureSketch();
        foreach (var value in values)
            sketch.Add(FeatureSketch.BinOf(value), 1);
        return new FeatureSummary { Name = "amount", Sketch = sketch.ToBytes() };
    }

    private static FeatureSummary Category(string name, long count) =>
        new() { Name = "region", Categories = new Dictionary<string, long> { [name] = count } };

    private static async Task TakeAsync(TestDatabase database, long sequence, params TelemetryBucket[] buckets) =>
        _ = (await database.Get<TelemetryIngest>().TakeAsync(Agent, ABatch(sequence, Noon, buckets), CancellationToken.None)).Value;

    private static Task<IReadOnlyList<FeatureRow>> WindowAsync(TestDatabase database) =>
        database.Get<FeatureQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), CancellationToken.None);
}
