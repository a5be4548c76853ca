using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Feedback;

public sealed class FeedbackIngestTests
{
    private static readonly FeedbackTokenCodec Codec = new(TestDatabase.Seed.FeedbackKey);

    [Fact]
    public async Task TakeAsync_LabelsAndRewards_AreCreditedToTheVariantThatAnswered()
    {
        await using var database = await TestDatabase.OpenAsync();

        var receipt = await TakeAsync(database, Label("r1", "cat", "cat"), Label("r2", "cat", "dog"), Label("r3", "dog", "dog", "v2"), Reward("r1", 2), Reward("r2", 4));

        Assert.Equal(new FeedbackReceipt(1, 5, 0, 0), receipt);
        var rows = await WindowAsync(database);
        Assert.Equal((2L, 1L, 1L, 1L), (rows[0].Labelled, rows[0].Correct, rows[1].Labelled, rows[1].Correct));
        Assert.Equal([new ConfusionCount("cat", "cat", 1), new ConfusionCount("cat", "dog", 1)], rows[0].Confusion);
        Assert.Equal(new RewardSum(2, 6, 20), rows[0].Rewards["clicks"]);
        Assert.Null(rows[0].LatestAt);
    }

    [Fact]
    public async Task TakeAsync_SameAgain_IsADuplicateWhicheverAgentBringsIt()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Label("r1", "cat", "cat"), Reward("r1", 1));

        var receipt = await TakeAsync(database, Label("r1", "cat", "dog"), Reward("r1", 5), Reward("r2", 5), Reward("r2", 5));

        Assert.Equal((1, 3, 0), (receipt.Accepted, receipt.Duplicates, receipt.Rejected));
        var row = (await WindowAsync(database)).Single();
        Assert.Equal((1L, 1L, 2L), (row.Labelled, row.Correct, row.Rewards["clicks"].Count));
    }

    [Fact]
    public async Task TakeAsync_LateLabel_CountsAtTheTimeOfItsAnswer()
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Time.Now += TimeSpan.FromMinutes(10);

        await TakeAsync(database, Label("r1", "cat", "cat"));

        var series = await database.Get<SeriesQueries>().SeriesAsync("pets", Moment.Noon, Moment.Noon.AddSeconds(2), TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Equal([(1L, 1L), (null, null)], series.Single().Points.Select(p => (p.Labelled, p.Correct)));
        Assert.All(series.Single().Points, p => Assert.Null(p.Requests));
    }

    [Fact]
    public async Task TakeAsync_LabelOfLastWeek_IsCountedOnlyInSpansThatAreKept()
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Time.Now += TimeSpan.FromDays(8);

        Assert.Equal(1, (await TakeAsync(database, Label("r1", "cat", "cat"))).Accepted);

        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal([3_600], await context.FeedbackPoints.Select(p => p.Resolution).ToListAsync());
    }

    [Fact]
    public async Task TakeAsync_WhatCannotBeCredited_IsRejectedAndTheRestCounted()
    {
        await using var database = await TestDatabase.OpenAsync();
        var good = Label("r1", "cat", "cat");
        var other = new FeedbackTokenCodec(new byte[32]).Write(Claim("r2", "cat"));

        var receipt = await TakeAsync(
            database,
            good,
            good with { Token = other },
            good with { Token = "no token" },
            good with { Label = null },
            good with { Metric = "clicks", Value = 1 },
            good with { Label = null, Metric = "clicks", Value = double.NaN },
            good with { Label = null, Metric = "clicks" },
            good with { Label = "" },
            good with { Label = new string('x', 201) },
            Label("r3", "cat", "cat") with { Token = Codec.Write(Claim("r3", "cat") with { AnsweredAt = Moment.Noon.AddDays(-31) }) },
            Label("r4", "cat", "cat") with { Token = Codec.Write(Claim("r4", "cat") with { AnsweredAt = Moment.Noon.AddMinutes(3) }) });

        Assert.Equal((1, 0, 10), (receipt.Accepted, receipt.Duplicates, receipt.Rejected));
    }

    [Fact]
    public async Task TakeAsync_DuplicateAfterItWasForgotten_IsTooOldToCount()
    {
        await using var database = await TestDatabase.OpenAsync();
        var item = Label("r1", "cat", "cat");
        await TakeAsync(database, item);
        database.Time.Now += TimeSpan.FromDays(31);
        await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        Assert.Equal(0, await context.CountedFeedback.CountAsync());

        Assert.Equal(1, (await TakeAsync(database, item)).Rejected);
    }

    [Fact]
    public async Task TakeAsync_LabelsOfSegmentsAndScores_AreCountedByCellSegmentAndScore()
    {
        await using var database = await TestDatabase.OpenAsync();
        var claim = Claim("r1", "cat") with { Bucket = 307, Segments = ["region=au"], Score = 0.97f };
        var known = new FeedbackItem { Token = Codec.Write(claim), Label = "cat", ReceivedAt = Moment.Noon };
        var anonymous = new FeedbackItem { Token = Codec.Write(claim with { RequestId = "r2", Bucket = -1, Segments = [] }), Label = "dog", ReceivedAt = Moment.Noon };

        await TakeAsync(database, known, anonymous);

        var row = (await WindowAsync(database)).Single();
        Assert.Equal((1L, 1L), (row.Cells[7].Labelled, row.Cells[7].Correct));
        Assert.Equal((2L, 1L), (row.Cells.Sum(c => c.Labelled), row.Cells.Sum(c => c.Correct)));
        Assert.Equal(new CreditSum(1, 1, 0, 0), row.SegmentCredit["region=au"]);
        Assert.Equal((1L, 1L), (row.LabelScores["cat"][19], row.LabelScores["dog"][19]));
    }

    [Fact]
    public async Task TakeAsync_RewardsWithACovariate_GiveTheirMoments()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(database, Reward("r1", 1) with { Covariate = 10 }, Reward("r2", 3) with { Covariate = 30 }, Reward("r3", 5), Reward("r4", 9) with { Covariate = double.NaN });

        var moments = (await WindowAsync(database)).Single().Covariates["clicks"];
        Assert.Equal((2L, 2.0, 20.0, 20.0), (moments.Count, moments.First.Mean, moments.Second.Mean, moments.CoMoment));
    }

    [Fact]
    public async Task TakeAsync_LabelsThatTookTheirTime_AreCountedByHowLong()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(
            database,
            Label("r1", "cat", "cat") with { ReceivedAt = Moment.Noon.AddSeconds(3) },
            Label("r2", "cat", "dog") with { ReceivedAt = Moment.Noon.AddMinutes(4) },
            Label("r3", "cat", "dog") with { ReceivedAt = Moment.Noon.AddMinutes(5) },
            Reward("r4", 1) with { ReceivedAt = Moment.Noon.AddDays(1) });

        Assert.Equal([0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0], (await WindowAsync(database)).Single().LabelDelays);
    }

    [Fact]
    public async Task TakeAsync_RewardsOutsideTheLimits_AreRefusedAndCountedAndLabelsAreNot()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        await database.ChangeAsync("pets", e => e.Put(EndpointBuilder.ADraft() with { Settings = new EndpointSettings { RewardLimits = new RewardLimits(0, 1) } }, EndpointBuilder.Versions, Moment.Noon));

        var receipt = await TakeAsync(database, Reward("r1", 0), Reward("r2", 1), Reward("r3", 1.01), Reward("r4", -5), Label("r5", "cat", "cat"), Label("r6", "cat", "cat") with { Token = "forged" });

        Assert.Equal((3, 0, 3), (receipt.Accepted, receipt.Duplicates, receipt.Rejected));
        Assert.Equal((3L, 2L), (database.Get<FeedbackIngest>().Rejected, database.Get<FeedbackIngest>().OutsideLimits));
        Assert.Equal(new RewardSum(2, 1, 1), (await WindowAsync(database)).Single().Rewards["clicks"]);
    }

    [Fact]
    public async Task TakeAsync_RewardsOfOneEndpointOfMany_ReadsThatOneAlone()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        foreach (var name in new[] { "pets", "cars", "boats" })
            await database.AddEndpointAsync(name);
        var rows = new ReadRows(database);
        await using var ingest = new FeedbackIngest(database.Get<SeriesWriter>(), new EndpointQueries(rows), database.Get<CurrentInstallation>(), database.Get<SeriesRetention>(), database.Time);

        var receipt = (await ingest.TakeAsync(new FeedbackBatch(1, [Reward("r1", 1), Reward("r2", 1)]), CancellationToken.None)).Value;

        Assert.Equal((2, 1), (receipt.Accepted, rows.From("endpoints")));
    }

    [Fact]
    public async Task TakeAsync_RewardsOfTwoMetrics_OneOfThemIsTheRewardOfEveryVariant()
    {
        await using var database = await TestDatabase.OpenAsync();

        await TakeAsync(
            database,
            Reward("r1", 1) with { Covariate = 10 },
            Reward("r2", 50, "amount", "v2") with { Covariate = 20 },
            Reward("r2", 1, "clicks", "v2"),
            Reward("r3", 1, "zeal", "v2"));

        var rows = await WindowAsync(database);
        Assert.All(rows, r => Assert.Equal("amount", r.RewardMetric));
        Assert.Equal([null, new RewardSum(1, 50, 2_500)], rows.Select(r => r.Reward));
        Assert.Equal([0L, 1], rows.Select(r => r.Covariate.Count));
        Assert.Equal([(0L, 0.0), (1, 50)], rows.Select(r => (r.Cells.Sum(c => c.Rewarded), r.Cells.Sum(c => c.RewardSum))));
        Assert.Equal([new CreditSum(0, 0, 1, 50)], rows.SelectMany(r => r.SegmentCredit.Values));
    }

    [Fact]
    public async Task WindowAsync_RewardNamedByALongerWindow_IsNotAnotherOneInAShorter()
    {
        await using var database = await TestDatabase.OpenAsync();
        await TakeAsync(database, Reward("r1", 1));

        var rows = await database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), 0, "amount", CancellationToken.None);

        Assert.Equal(("amount", null), (rows.Single().RewardMetric, rows.Single().Reward));
        Assert.Equal("clicks", (await WindowAsync(database)).Single().RewardMetric);
    }

    [Fact]
    public async Task TakeAsync_NoLimitsDeclared_TakesAnyFiniteReward()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();

        Assert.Equal((2, 1), await TakeAsync(database, Reward("r1", -1e9), Reward("r2", 1e9), Reward("r3", double.PositiveInfinity)) is var receipt ? (receipt.Accepted, receipt.Rejected) : default);
    }

    [Fact]
    public async Task TakeAsync_MoreItemsThanAllowed_RefusesTheBatch()
    {
        await using var database = await TestDatabase.OpenAsync();
        var batch = new FeedbackBatch(1, [.. Enumerable.Range(0, 201).Select(n => Label($"r{n}", "cat", "cat"))]);

        Assert.Equal(TelemetryRefusals.Invalid, (await database.Get<FeedbackIngest>().TakeAsync(batch, CancellationToken.None)).Refusal?.Code);
    }

    private static FeedbackItem Label(string request, string predicted, string label, string variant = "v1") =>
        new() { Token = Codec.Write(Claim(request, predicted, variant)), Label = label, ReceivedAt = Moment.Noon };

    private static FeedbackItem Reward(string request, double value, string metric = "clicks", string variant = "v1") =>
        new() { Token = Codec.Write(Claim(request, "cat", variant) with { Segments = metric == "clicks" ? [] : ["region=au"] }), Metric = metric, Value = value, ReceivedAt = Moment.Noon };

    private static FeedbackClaim Claim(string request, string predicted, string variant = "v1") => new()
    {
        Endpoint = "pets",
        Variant = variant,
        Version = 1,
        RouteRevision = 1,
        AnsweredAt = Moment.Noon,
        RequestId = request,
        Bucket = 5,
        PredictedLabel = predicted,
        Propensity = 9_000,
    };

    private static async Task<FeedbackReceipt> TakeAsync(TestDatabase database, params FeedbackItem[] items) =>
        (await database.Get<FeedbackIngest>().TakeAsync(new FeedbackBatch(1, items), CancellationToken.None)).Value;

    private static Task<IReadOnlyList<WindowRow>> WindowAsync(TestDatabase database) =>
        database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), CancellationToken.None);
}
