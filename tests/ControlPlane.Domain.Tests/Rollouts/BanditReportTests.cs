using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class BanditReportTests
{
    private static readonly BanditStep Step = new() { Versions = [2, 3], Metric = MetricName.Reward, Interval = TimeSpan.FromMinutes(1), Horizon = TimeSpan.FromDays(1) };

    [Fact]
    public void Of_WeightsMovedWhileEverythingPaidMore_RegretIsThatOfTheFairMeans()
    {
        // In the second period every arm pays 0.4 more; the plain means are 0.22, 0.60 and 0.40.
        var report = Of(
            Slice(1, revision: 1, 900, 0.2), Slice(2, revision: 1, 300, 0.3), Slice(3, revision: 1, 300, 0.2),
            Slice(1, revision: 2, 50, 0.6), Slice(2, revision: 2, 900, 0.7), Slice(3, revision: 2, 300, 0.6));

        Assert.Equal([0.3818, 0.4818, 0.3818], report.Arms.Select(a => Math.Round(a.Fair!.Mean, 4)));
        Assert.Equal([0.2211, 0.6, 0.4], report.Arms.Select(a => Math.Round(a.PlainMean!.Value, 4)));
        Assert.Equal((950 + 600) * 0.1, report.Regret!.Value, 6);
        Assert.Equal(2_750 * 0.2 / 3, report.EvenRegret!.Value, 6);
    }

    [Fact]
    public void Of_AnArmWasTakenOutWithFewLuckyRewards_IsNotWhatTheOthersAreHeldAgainst()
    {
        var state = new BanditState { Removed = [new RemovedArm(3, "It failed.", Moment.Noon)] };

        var report = BanditReport.Of(Step, 1, state, History(Slice(1, 1, 500, 0.2), Slice(2, 1, 500, 0.3), Slice(3, 1, 10, 1)), History(Slice(1, 1, 500, 0.2), Slice(2, 1, 500, 0.3), Slice(3, 1, 10, 1)).Slices, [], Moment.Noon);

        Assert.Equal(50, report.Regret!.Value, 6);
        Assert.Null(report.Arms[2].BestChance);
        Assert.Equal(1, report.Arms[0].BestChance!.Value + report.Arms[1].BestChance!.Value, 9);
    }

    [Fact]
    public void Of_AnArmWithoutAReward_HasNoMeanAndNoRegretIsEstimated()
    {
        var report = Of(Slice(1, 1, 500, 0.2), Slice(2, 1, 500, 0.3));

        Assert.Null(report.Regret);
        Assert.Null(report.Arms[2].PlainMean);
        Assert.False(report.Arms[2].FairInterval.IsEstimable);
    }

    [Fact]
    public void Of_OldRewards_CountLessInWhatIsBelievedAndWholeInWhatWasEarned()
    {
        var slices = History(Slice(1, 1, 1_000, 0.2), Slice(2, 1, 1_000, 0.2), Slice(3, 1, 1_000, 0.2));

        var report = BanditReport.Of(Step with { HalfLife = TimeSpan.FromMinutes(10), AttributionWindow = TimeSpan.Zero }, 1, BanditState.None, slices, slices.Slices, [], Moment.Noon.AddMinutes(20));

        Assert.All(report.Arms, a => Assert.Equal(250, a.Worth, 6));
        Assert.All(report.Arms, a => Assert.Equal(1_000, a.Units));
    }

    private static BanditReport Of(params RewardSlice[] slices) => BanditReport.Of(Step, 1, BanditState.None, History(slices), slices, [], Moment.Noon);

    private static RewardHistory History(params RewardSlice[] slices) => new() { Slices = slices };

    private static RewardSlice Slice(int version, long revision, long count, double mean) => new(version, Moment.Noon, revision, count, 0, 0, new RewardSums(count, count * mean, count * mean));
}
