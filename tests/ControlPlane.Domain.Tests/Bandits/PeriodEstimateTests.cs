using ControlPlane.Domain.Bandits;

namespace ControlPlane.Domain.Tests.Bandits;

public sealed class PeriodEstimateTests
{
    [Fact]
    public void Of_WeightsThatMovedWithTheRewards_FindsTheMeanThatPlainAveragesMiss()
    {
        var random = new Random(5);
        double plain = 0, fair = 0, covered = 0;
        const int games = 4_000;

        for (var game = 0; game < games; game++)
        {
            // An arm that starts badly is starved: the classic bias. Every stretch of 40 answers is one period.
            var first = Play(random, 10);
            var second = Play(random, first.Mean >= 0.5 ? 36 : 4);
            var arm = new Dictionary<long, RewardSums> { [1] = first, [2] = second };
            var estimate = PeriodEstimate.Of(arm, new Dictionary<long, double> { [1] = 40, [2] = 40 })!;
            fair += estimate.Mean / games;
            plain += first.Plus(second).Mean / games;
            covered += estimate.Interval(0.95).Contains(0.5) ? 1.0 / games : 0;
        }

        Assert.InRange(fair, 0.495, 0.505);
        Assert.InRange(plain, 0.40, 0.48);
        Assert.InRange(covered, 0.90, 0.97);
    }

    [Fact]
    public void Of_ATimeThatPaidMoreForEveryArm_DoesNotFavourTheArmThatHadItsTrafficThen()
    {
        // Both arms pay 0.1 and later 0.5; the first arm had most of its answers in the poor time.
        var poor = new Dictionary<long, RewardSums> { [1] = new(900, 90, 90), [2] = new(100, 50, 50) };
        var rich = new Dictionary<long, RewardSums> { [1] = new(100, 10, 10), [2] = new(900, 450, 450) };
        var all = new Dictionary<long, double> { [1] = 1_000, [2] = 1_000 };

        Assert.Equal(0.3, PeriodEstimate.Of(poor, all)!.Mean, 12);
        Assert.Equal(0.3, PeriodEstimate.Of(rich, all)!.Mean, 12);
        Assert.Equal(0.14, poor[1].Plus(poor[2]).Mean, 12);
        Assert.Equal(0.46, rich[1].Plus(rich[2]).Mean, 12);
    }

    [Fact]
    public void Of_PeriodsWithoutTheArm_SaysHowMuchOfAllItRestsOn()
    {
        var estimate = PeriodEstimate.Of(new Dictionary<long, RewardSums> { [1] = new(10, 5, 5) }, new Dictionary<long, double> { [1] = 40, [2] = 60 })!;

        Assert.Equal(0.4, estimate.Coverage, 12);
        Assert.Equal(0.5, estimate.Mean, 12);
    }

    [Fact]
    public void Of_NoReward_IsNothing() => Assert.Null(PeriodEstimate.Of(new Dictionary<long, RewardSums>(), new Dictionary<long, double>()));

    [Fact]
    public void Interval_OneRewardOnly_IsNotEstimable() =>
        Assert.False(PeriodEstimate.Of(new Dictionary<long, RewardSums> { [1] = new(1, 1, 1) }, new Dictionary<long, double> { [1] = 1 })!.Interval(0.95).IsEstimable);

    private static RewardSums Play(Random random, int pulls)
    {
        var paid = Enumerable.Range(0, pulls).Count(_ => random.NextDouble() < 0.5);
        return new(pulls, paid, paid);
    }
}
