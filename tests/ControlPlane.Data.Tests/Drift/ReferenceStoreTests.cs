using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Drift;

[Trait("Category", "Slow")]
public sealed class ReferenceStoreTests
{
    [Fact]
    public async Task SaveAsync_Reference_SurvivesTheDatabaseWithItsBins()
    {
        await using var database = await OpenAsync();
        var reference = AReference("r1", rows: 500);

        await SaveAsync(database, reference);

        var loaded = Assert.Single(await database.Get<ReferenceStore>().InForceAsync("pets", CancellationToken.None));
        Assert.Equivalent(reference, loaded, strict: true);
        Assert.Equal(reference.Features[0].CountsOf(AWindow(700)), loaded.Features[0].CountsOf(AWindow(700)));
    }

    [Fact]
    public async Task SaveAsync_AnotherOfTheSameVersionAndPart_TakesItsPlaceAndKeepsTheHistory()
    {
        await using var database = await OpenAsync();
        await SaveAsync(database, AReference("r1"));
        await SaveAsync(database, AReference("other-part", ReferencePart.Predictions));
        await SaveAsync(database, AReference("other-version", version: 2));

        await SaveAsync(database, AReference("r2"));

        var store = database.Get<ReferenceStore>();
        Assert.Equal(["other-part", "other-version", "r2"], (await store.InForceAsync("pets", CancellationToken.None)).Select(r => r.Id));
        var ended = Assert.Single(await store.HistoryAsync("pets", CancellationToken.None), r => r.EndedAt is not null);
        Assert.Equal(("r1", "ada"), (ended.Id, ended.EndedBy));
    }

    [Fact]
    public async Task SaveAsync_ManyTimes_KeepsABoundedHistory()
    {
        await using var database = await OpenAsync();
        for (var number = 0; number < ReferenceStore.MostEnded + 5; number++)
        {
            database.Time.Now += TimeSpan.FromSeconds(1);
            await SaveAsync(database, AReference($"r{number:00}"));
        }

        var history = await database.Get<ReferenceStore>().HistoryAsync("pets", CancellationToken.None);

        Assert.Equal(ReferenceStore.MostEnded + 1, history.Count);
        Assert.DoesNotContain(history, r => r.Id == "r00");
    }

    [Fact]
    public async Task SaveAsync_UnknownVersionOrEndpoint_IsRefused()
    {
        await using var database = await OpenAsync();
        var store = database.Get<ReferenceStore>();

        Assert.Equal("version_not_found", (await store.SaveAsync(AReference("r1", version: 9), Actor.Automatic, CancellationToken.None)).Refusal?.Code);
        Assert.Equal("endpoint_not_found", (await store.SaveAsync(AReference("r1", endpoint: "cars"), Actor.Automatic, CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task WindowAsync_InputsAndPredictions_ComeTogetherByVariant()
    {
        await using var database = await OpenAsync();
        var sketch = new FeatureSketch();
        sketch.Add(FeatureSketch.BinOf(2), 4);
        var bucket = Buckets.ABucket(Buckets.Noon) with
        {
            Features = [new FeatureSummary { Name = "amount", Sketch = sketch.ToBytes() }],
            Outputs = new OutputSummary { Scores = [.. Enumerable.Range(0, OutputSummary.ScoreBins).Select(bin => bin == 19 ? 10L : 0)] },
        };
        _ = (await database.Get<TelemetryIngest>().TakeAsync(Buckets.Agent, Buckets.ABatch(1, Buckets.Noon, bucket), CancellationToken.None)).Value;

        var window = await database.Get<WindowQueries>().WindowAsync("pets", Moment.Noon, TimeSpan.FromMinutes(1), CancellationToken.None);

        var variant = Assert.Single(window.Variants);
        Assert.Equal(("v1", 4L, 10L), (variant.Variant, Assert.Single(variant.Features).Rows, variant.Predictions!.Rows));
    }

    private static async Task<TestDatabase> OpenAsync()
    {
        var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        return database;
    }

    private static async Task SaveAsync(TestDatabase database, StoredReference reference) =>
        Assert.True((await database.Get<ReferenceStore>().SaveAsync(reference, Actor.Automatic, CancellationToken.None)).IsAccepted);

    private static StoredReference AReference(string id, ReferencePart part = ReferencePart.Inputs, int version = 1, string endpoint = "pets", int rows = 200) => new()
    {
        Id = id,
        Endpoint = endpoint,
        Version = version,
        Part = part,
        Source = DriftSource.TrainingData,
        FrozenAt = Moment.Noon,
        FrozenBy = "ada",
        Rows = rows,
        Features = [FeatureReference.Freeze(AWindow(rows)).Value],
        Skipped = [new("shoe", "is missing in all 200 rows", "leave it out")],
    };

    private static FeatureWindow AWindow(int rows)
    {
        var sketch = new FeatureSketch();
        for (var row = 0; row < rows; row++)
            sketch.Add(FeatureSketch.BinOf(row), 1);
        return new FeatureWindow("amount", sketch, new Dictionary<string, long>(), 3);
    }
}
