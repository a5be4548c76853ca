using ControlPlane.Contracts.Feedback;
using ControlPlane.Data.Bandits;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Bandits;

public sealed class RewardQueriesTests
{
    private static readonly FeedbackTokenCodec Codec = new(TestDatabase.Seed.FeedbackKey);

    [Fact]
    public async Task SlicesAsync_AnswersOfTwoRevisions_AreKeptApartWithTheirRewards()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AnswerAsync(database, (0, 1, 10), (1, 2, 20));
        await RewardAsync(database, (0, 1, 3), (0, 1, 5), (1, 2, 7));

        var slices = await SlicesAsync(database, Moment.Noon.AddSeconds(2));

        Assert.Equal([(1L, 10L, 2.0, 8.0), (2L, 20L, 1.0, 7.0)], slices.OrderBy(s => s.RouteRevision).Select(s => (s.RouteRevision, s.Requests, s.Rewards.Count, s.Rewards.Sum)));
        Assert.All(slices, s => Assert.Equal(500, s.At.Millisecond));
    }

    [Fact]
    public async Task SlicesAsync_LowerRevisions_AreLeftOut()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AnswerAsync(database, (0, 1, 10), (1, 2, 20));

        var slices = await database.Get<RewardQueries>().SlicesAsync("pets", Moment.Noon, Moment.Noon.AddSeconds(2), 2, TimeSpan.MaxValue, CancellationToken.None);

        Assert.Equal(20, Assert.Single(slices).Requests);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(8 * 60)]
    [InlineData(26 * 60)]
    public async Task SlicesAsync_WindowBeginsLongAgo_StillCountsNoAnswerBehindItsEnd(int minutesAgo)
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Time.Now = Moment.Noon.AddMinutes(minutesAgo);
        var recent = (minutesAgo * 60) - 100;
        await AnswerAsync(database, (recent, 1, 10), (recent + 1, 1, 1_000));

        var slices = await SlicesAsync(database, Moment.Noon.AddSeconds(recent + 1));

        // A coarse span over both seconds would have brought the answers whose window is still open.
        Assert.Equal(10, slices.Sum(s => s.Requests));
    }

    [Fact]
    public async Task DelaysAsync_RewardsAndLabels_AreToldApartByHowLateTheyCame()
    {
        await using var database = await TestDatabase.OpenAsync();
        await RewardAsync(database, (0, 1, 1));
        database.Time.Now += TimeSpan.FromMinutes(5);
        await RewardAsync(database, (0, 1, 1), (1, 1, 1), (1, 1, 1));

        var rewards = await DelaysAsync(database, FeedbackKind.Reward);
        var labels = await DelaysAsync(database, FeedbackKind.Label);

        Assert.Equal(0.75, rewards.ShareLaterThan(TimeSpan.FromMinutes(1)));
        Assert.Equal(4, rewards.Total);
        Assert.Null(labels.ShareLaterThan(TimeSpan.FromMinutes(1)));
    }

    private static int _request;

    private static Task<RewardDelays> DelaysAsync(TestDatabase database, FeedbackKind kind) =>
        database.Get<RewardQueries>().DelaysAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(2), 0, kind, CancellationToken.None);

    private static Task<IReadOnlyList<RewardSlice>> SlicesAsync(TestDatabase database, DateTimeOffset to) =>
        database.Get<RewardQueries>().SlicesAsync("pets", Moment.Noon, to, 0, TimeSpan.MaxValue, CancellationToken.None);

    private static async Task AnswerAsync(TestDatabase database, params (int Second, long Revision, long Requests)[] answers)
    {
        var buckets = answers.Select(a => Buckets.ABucket(Buckets.Noon + a.Second, a.Requests) with { RouteRevision = a.Revision }).ToArray();
        var receipt = await database.Get<TelemetryIngest>().TakeAsync(Buckets.Agent, Buckets.ABatch(1, buckets[0].Start, buckets) with { SentAt = database.Time.Now }, CancellationToken.None);
        Assert.True(receipt.IsAccepted, receipt.Refusal?.ToString());
    }

    private static async Task RewardAsync(TestDatabase database, params (int Second, long Revision, double Value)[] rewards) =>
        Assert.Equal(rewards.Length, (await database.Get<FeedbackIngest>().TakeAsync(new FeedbackBatch(1, [.. rewards.Select(r => new FeedbackItem
        {
            Token = Codec.Write(new FeedbackClaim
            {
                Endpoint = "pets",
                Variant = "v1",
                Version = 1,
                RouteRevision = r.Revision,
                AnsweredAt = Moment.Noon.AddSeconds(r.Second),
                RequestId = $"r{Interlocked.Increment(ref _request)}",
                Bucket = 5,
                Propensity = 5_000,
            }),
            Metric = "clicks",
            Value = r.Value,
            ReceivedAt = database.Time.Now,
        })]), CancellationToken.None)).Value.Accepted);
}
