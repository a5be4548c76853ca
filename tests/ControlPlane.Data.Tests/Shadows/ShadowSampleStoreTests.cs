using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Shadows;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Shadows;

public sealed class ShadowSampleStoreTests
{
    private static readonly FeedbackTokenCodec Codec = new(TestDatabase.Seed.FeedbackKey);

    [Fact]
    public async Task TakeAsync_SameRequestTwice_IsKeptOnce()
    {
        await using var database = await TestDatabase.OpenAsync();

        Assert.Equal(2, await TakeAsync(database, Sample("r1", "cat", "dog"), Sample("r2", "cat", "cat")));
        Assert.Equal(0, await TakeAsync(database, Sample("r1", "cat", "dog")));
    }

    [Fact]
    public async Task WorstAsync_SamplesThatDiffer_ComeWorstFirst()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Sample("mild", "cat", "dog") with { Deviation = 1.2 }, Sample("same", "cat", "cat"), Sample("bad", "cat", "dog") with { Deviation = 1.9 });

        var worst = await WorstAsync(database);

        Assert.Equal(["bad", "mild"], worst.Select(w => w.RequestId));
        Assert.Equal(("cat", "dog", """{"p":[1,0]}"""), (worst[0].ChampionLabel, worst[0].ShadowLabel, worst[0].ChampionOutputs));
    }

    [Fact]
    public async Task RedactAsync_OneRequest_RemovesItsOutputsAndNothingElse()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Sample("r1", "cat", "dog"), Sample("r2", "cat", "dog"));

        Assert.Equal(1, await database.Get<ShadowSampleStore>().RedactAsync("pets", "r1", CancellationToken.None));

        var byRequest = (await WorstAsync(database)).ToDictionary(w => w.RequestId);
        Assert.Null(byRequest["r1"].ChampionOutputs);
        Assert.Equal("cat", byRequest["r1"].ChampionLabel);
        Assert.NotNull(byRequest["r2"].ChampionOutputs);
    }

    [Fact]
    public async Task CorrectnessAsync_LabelsBeforeAndAfterTheirSamples_JudgeBothVariants()
    {
        await using var database = await TestDatabase.OpenAsync();
        await LabelAsync(database, "early", "dog");
        await TakeAsync(database, Sample("early", "cat", "dog"), Sample("late", "cat", "dog"), Sample("both", "cat", "cat"), Sample("never", "cat", "dog"));
        await LabelAsync(database, "late", "cat");
        await LabelAsync(database, "both", "cat");

        var judged = await database.Get<ShadowSampleQueries>().CorrectnessAsync("pets", "v2", Moment.Noon.AddHours(-1), CancellationToken.None);

        Assert.Equal(new PairedLabels(BothRight: 1, OnlyChampionRight: 1, OnlyShadowRight: 1, BothWrong: 0), judged);
    }

    [Fact]
    public async Task CorrectnessAsync_OfTwoVersions_LeavesOtherPairsOfVersionsOut()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Sample("r1", "cat", "dog"), Sample("r2", "cat", "dog") with { ChampionVersion = 3 }, Sample("r3", "cat", "dog") with { Variant = "v4", Version = 4 });
        foreach (var request in (string[])["r1", "r2", "r3"])
            await LabelAsync(database, request, "dog");

        var judged = await database.Get<ShadowSampleQueries>().CorrectnessAsync("pets", champion: 1, shadow: 2, Moment.Noon.AddHours(-1), CancellationToken.None);

        Assert.Equal(new PairedLabels(0, 0, OnlyShadowRight: 1, 0), judged);
        Assert.Equal(new PairedLabels(0, OnlyChampionRight: 1, 0, 0), judged.Reverse());
    }

    [Fact]
    public async Task TakeAsync_SampleThatIsNotWhole_RefusesTheBatchByName()
    {
        await using var database = await TestDatabase.OpenAsync();

        var outcome = await database.Get<ShadowSampleStore>().TakeAsync(
            new ShadowSampleBatch([Sample("r1", "cat", "dog"), Sample("r2", "cat", "dog") with { Deviation = double.NaN }]), CancellationToken.None);

        Assert.Equal((TelemetryRefusals.Invalid, "samples[1]"), (outcome.Refusal?.Code, outcome.Refusal?.Fields.Single().Field));
        Assert.Empty(await WorstAsync(database));
    }

    [Fact]
    public async Task RunAsync_SamplesOlderThanAWeek_AreForgotten()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Sample("r1", "cat", "dog"));
        database.Time.Now += TimeSpan.FromDays(8);

        await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);

        Assert.Empty(await WorstAsync(database));
    }

    private static ShadowSample Sample(string request, string champion, string shadow) => new()
    {
        Endpoint = "pets",
        Variant = "v2",
        Version = 2,
        Champion = "v1",
        ChampionVersion = 1,
        RouteRevision = 1,
        RequestId = request,
        AnsweredAt = Moment.Noon,
        Segments = ["region=au"],
        Outcome = champion == shadow ? ShadowOutcome.Agreed : ShadowOutcome.Disagreed,
        ChampionLabel = champion,
        ShadowLabel = shadow,
        Deviation = champion == shadow ? 0 : 1.5,
        ChampionOutputs = """{"p":[1,0]}""",
        ShadowOutputs = """{"p":[0,1]}""",
    };

    private static async Task LabelAsync(TestDatabase database, string request, string label)
    {
        var token = Codec.Write(new FeedbackClaim
        {
            Endpoint = "pets",
            Variant = "v1",
            Version = 1,
            RouteRevision = 1,
            AnsweredAt = Moment.Noon,
            RequestId = request,
            Bucket = 5,
            PredictedLabel = "cat",
            Propensity = 10_000,
        });
        var item = new FeedbackItem { Token = token, Label = label, ReceivedAt = Moment.Noon };
        Assert.Equal(1, (await database.Get<FeedbackIngest>().TakeAsync(new FeedbackBatch(1, [item]), CancellationToken.None)).Value.Accepted);
    }

    private static async Task<int> TakeAsync(TestDatabase database, params ShadowSample[] samples) =>
        (await database.Get<ShadowSampleStore>().TakeAsync(new ShadowSampleBatch(samples), CancellationToken.None)).Value;

    private static Task<IReadOnlyList<ShadowSampleRow>> WorstAsync(TestDatabase database) =>
        database.Get<ShadowSampleQueries>().WorstAsync("pets", "v2", Moment.Noon.AddHours(-1), 10, CancellationToken.None);
}
