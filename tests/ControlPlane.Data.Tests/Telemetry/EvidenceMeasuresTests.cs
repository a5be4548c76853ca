using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class EvidenceMeasuresTests
{
    [Fact]
    public async Task TakeAsync_NewerCopyOfEveryMeasure_ReplacesTheOlderOne()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, AFullBucket(requests: 4, errors: 1, revision: 1));
        await TakeAsync(database, AFullBucket(requests: 6, errors: 2, revision: 2));

        var row = (await WindowAsync(database)).Single();
        Assert.Equal((6L, 2L), (row.Cells[7].Requests, row.Cells[7].Errors));
        Assert.Equal(100, row.Cells.Count);
        Assert.Equal(2, row.SegmentErrors["region=au"]);
        Assert.Equal(600, row.CpuMicroseconds);
        Assert.Equal((6L, 4L), (row.Comparison!.Labelled, row.Comparison.Agreed));
        Assert.Equal([new LabelPair("cat", "cat", 4), new LabelPair("cat", "dog", 2)], row.Comparison.Labels);
    }

    [Fact]
    public async Task TakeAsync_SpanInWhichAGuardDiverted_GivesNoCells()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, AFullBucket(4, 1, 1) with { IsTripped = true });

        Assert.Empty((await WindowAsync(database)).Single().Cells);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task TakeAsync_DamagedDetail_RefusesTheBatchAndKeepsNothing(string what, TelemetryBucket bucket)
    {
        await using var database = await TestDatabase.OpenAsync();

        var outcome = await database.Get<TelemetryIngest>().TakeAsync(Agent, ABatch(1, Noon, bucket), CancellationToken.None);

        Assert.False(outcome.IsAccepted, what);
        Assert.Empty(await WindowAsync(database));
    }

    public static TheoryData<string, TelemetryBucket> Damaged() => new()
    {
        { "cells", ABucket(Noon) with { Cells = [0, 1, 1] } },
        { "feature sketch", ABucket(Noon) with { Features = [new FeatureSummary { Name = "x", Sketch = [0, 0] }] } },
        { "feature twice", ABucket(Noon) with { Features = [new FeatureSummary { Name = "x" }, new FeatureSummary { Name = "x" }] } },
        { "negative category", ABucket(Noon) with { Features = [new FeatureSummary { Name = "x", Categories = new Dictionary<string, long> { ["a"] = -1 } }] } },
        { "negative processor time", ABucket(Noon) with { CpuMicroseconds = -1 } },
        { "more agreed than labelled", ABucket(Noon) with { Comparison = new ShadowComparison { Labelled = 1, Agreed = 2 } } },
        { "a NaN among numbers", ABucket(Noon) with { Comparison = new ShadowComparison { Numbers = new PairedNumbers { Count = 1, Products = double.NaN } } } },
    };

    private static TelemetryBucket AFullBucket(long requests, long errors, int revision)
    {
        var cells = new CellCounts();
        cells.Add(7, requests, errors);
        return ABucket(Noon, requests, revision) with
        {
            Cells = cells.ToBytes(),
            SegmentErrors = new Dictionary<string, long> { ["region=au"] = errors },
            CpuMicroseconds = requests * 100,
            Comparison = new ShadowComparison
            {
                Pairs = requests,
                Labelled = requests,
                Agreed = requests - errors,
                Labels = [new LabelPair("cat", "cat", requests - errors), new LabelPair("cat", "dog", errors)],
            },
        };
    }

    private static async Task TakeAsync(TestDatabase database, TelemetryBucket bucket) =>
        _ = (await database.Get<TelemetryIngest>().TakeAsync(Agent, ABatch(bucket.Revision, Noon, bucket), CancellationToken.None)).Value;

    private static Task<IReadOnlyList<WindowRow>> WindowAsync(TestDatabase database) =>
        database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), CancellationToken.None);
}
