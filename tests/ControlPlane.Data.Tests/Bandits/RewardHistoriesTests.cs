using ControlPlane.Data.Bandits;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Bandits;

public sealed class RewardHistoriesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    // Weights move every 10 min, so ends stand on whole minutes.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task ReadAsync_BeforeTheNextMark_IsTheAnswerBefore()
    {
        await using var database = await OpenAsync();
        var first = await ReadAsync(database, 240);
        await Earnings.RewardAsync(database, (20, 1, 1));

        var second = await ReadAsync(database, 299);
        var third = await ReadAsync(database, 300);

        Assert.Same(first, second);
        Assert.Equal((1.0, 2.0), (Count(first), Count(third)));
    }

    [Fact]
    public async Task ReadAsync_WeightsAreDueToMove_ReadsAnewWithDelays()
    {
        await using var database = await OpenAsync();
        _ = await ReadAsync(database, 240);
        await Earnings.RewardAsync(database, (20, 1, 1));

        var moving = await ReadAsync(database, 241, isMoving: true);

        Assert.Equal((2.0, 2L), (Count(moving), moving.Delays.Total));
    }

    [Fact]
    public async Task ReadAsync_AtAnySecond_CountsNoAnswerWhoseTimeIsNotOver()
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Time.Now = Moment.Noon.AddSeconds(300);
        await Earnings.AnswerAsync(database, [.. Enumerable.Range(0, 300).Select(second => (second, 1L, 1L))]);

        for (var second = 60; second <= 240; second++)
        {
            var marked = (second - 60) / 60 * 60;
            Assert.Equal(marked, (await ReadAsync(database, second)).Slices.Sum(s => s.Requests));
        }
    }

    [Fact]
    public async Task ReadAsync_OfAnotherBandit_IsNotTheAnswerOfTheOneBefore()
    {
        await using var database = await OpenAsync();
        _ = await ReadAsync(database, 240);

        Assert.Equal(0, Count(await ReadAsync(database, 240, leastRevision: 2)));
    }

    private static async Task<TestDatabase> OpenAsync()
    {
        var database = await TestDatabase.OpenAsync();
        await Earnings.AnswerAsync(database, (10, 1, 5), (20, 1, 5));
        await Earnings.RewardAsync(database, (10, 1, 1));
        return database;
    }

    private static double Count(RewardHistory history) => history.Slices.Sum(s => s.Rewards.Count);

    // The step is another one at each reading, as every rollout is read from its row again.
    private static Task<RewardHistory> ReadAsync(TestDatabase database, int second, bool isMoving = false, long leastRevision = 1)
    {
        database.Time.Now = Moment.Noon.AddSeconds(second);
        var step = new BanditStep { Versions = [2], Metric = MetricName.Reward, AttributionWindow = Window, Interval = Interval, Horizon = TimeSpan.FromDays(1) };
        return database.Get<RewardHistories>().ReadAsync(step, new RewardStretch("pets", Moment.Noon, database.Time.Now, leastRevision), isMoving, CancellationToken.None);
    }
}
