using ControlPlane.Data.Bandits;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Bandits;

public sealed class RewardQueriesTests
{
    [Fact]
    public async Task SlicesAsync_AnswersOfTwoRevisions_AreKeptApartWithTheirRewards()
    {
        await using var database = await TestDatabase.OpenAsync();
        await Earnings.AnswerAsync(database, (0, 1, 10), (1, 2, 20));
        await Earnings.RewardAsync(database, (0, 1, 3), (0, 1, 5), (1, 2, 7));

        var slices = await SlicesAsync(database, Moment.Noon.AddSeconds(2));

        Assert.Equal([(1L, 10L, 2.0, 8.0), (2L, 20L, 1.0, 7.0)], slices.OrderBy(s => s.RouteRevision).Select(s => (s.RouteRevision, s.Requests, s.Rewards.Count, s.Rewards.Sum)));
        Assert.All(slices, s => Assert.Equal(500, s.At.Millisecond));
    }

    [Fact]
    public async Task SlicesAsync_LowerRevisions_AreLeftOut()
    {
        await using var database = await TestDatabase.OpenAsync();
        await Earnings.AnswerAsync(database, (0, 1, 10), (1, 2, 20));

        var slices = await database.Get<RewardQueries>().SlicesAsync(new RewardStretch("pets", Moment.Noon, Moment.Noon.AddSeconds(2), 2), "clicks", TimeSpan.MaxValue, CancellationToken.None);

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
        await Earnings.AnswerAsync(database, (recent, 1, 10), (recent + 1, 1, 1_000));

        var slices = await SlicesAsync(database, Moment.Noon.AddSeconds(recent + 1));

        // A coarse span over both seconds would have brought the answers whose window is still open.
        Assert.Equal(10, slices.Sum(s => s.Requests));
    }

    [Fact]
    public async Task DelaysAsync_RewardsAndLabels_AreToldApartByHowLateTheyCame()
    {
        await using var database = await TestDatabase.OpenAsync();
        await Earnings.RewardAsync(database, (0, 1, 1));
        database.Time.Now += TimeSpan.FromMinutes(5);
        await Earnings.RewardAsync(database, (0, 1, 1), (1, 1, 1), (1, 1, 1));

        var rewards = await DelaysAsync(database, FeedbackKind.Reward);
        var labels = await DelaysAsync(database, FeedbackKind.Label);

        Assert.Equal(0.75, rewards.ShareLaterThan(TimeSpan.FromMinutes(1)));
        Assert.Equal(4, rewards.Total);
        Assert.Null(labels.ShareLaterThan(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task MetricAsync_TwoMetricsOfAnEndpoint_IsTheSmallestNameWhicheverCameFirst()
    {
        await using var database = await TestDatabase.OpenAsync();
        await Earnings.RewardAsync(database, "clicks", (0, 1, 1));
        await Earnings.RewardAsync(database, "amount", (1, 2, 50));

        Assert.Equal("amount", await MetricAsync(database, Moment.Noon));
        Assert.Equal("clicks", await MetricAsync(database, Moment.Noon, until: 1));
        Assert.Null(await MetricAsync(database, Moment.Noon.AddSeconds(2)));
    }

    [Fact]
    public async Task SlicesAsync_SpansWithAnotherMetricOnly_EarnedNothing()
    {
        await using var database = await TestDatabase.OpenAsync();
        await Earnings.RewardAsync(database, "clicks", (0, 1, 1), (1, 1, 1));
        await Earnings.RewardAsync(database, "amount", (1, 1, 50));

        var slices = await SlicesAsync(database, Moment.Noon.AddSeconds(2), "amount");

        Assert.Equal([(0.0, 0.0), (1.0, 50.0)], slices.OrderBy(s => s.At).Select(s => (s.Rewards.Count, s.Rewards.Sum)));
    }

    [Fact]
    public async Task DelaysAsync_TwoMetrics_AreToldApart()
    {
        await using var database = await TestDatabase.OpenAsync();
        await Earnings.RewardAsync(database, "clicks", (0, 1, 1));
        database.Time.Now += TimeSpan.FromMinutes(5);
        await Earnings.RewardAsync(database, "amount", (0, 1, 50));

        Assert.Equal(0, (await DelaysAsync(database, FeedbackKind.Reward)).ShareLaterThan(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, (await DelaysAsync(database, FeedbackKind.Reward, "amount")).ShareLaterThan(TimeSpan.FromMinutes(1)));
    }

    private static Task<string?> MetricAsync(TestDatabase database, DateTimeOffset from, int until = 2) =>
        database.Get<RewardQueries>().MetricAsync(new RewardStretch("pets", from, from.AddSeconds(until), 0), CancellationToken.None);

    private static Task<RewardDelays> DelaysAsync(TestDatabase database, FeedbackKind kind, string metric = "clicks") =>
        database.Get<RewardQueries>().DelaysAsync(new RewardStretch("pets", Moment.Noon, Moment.Noon.AddMinutes(2), 0), kind, metric, CancellationToken.None);

    private static Task<IReadOnlyList<RewardSlice>> SlicesAsync(TestDatabase database, DateTimeOffset to, string metric = "clicks") =>
        database.Get<RewardQueries>().SlicesAsync(new RewardStretch("pets", Moment.Noon, to, 0), metric, TimeSpan.MaxValue, CancellationToken.None);
}
