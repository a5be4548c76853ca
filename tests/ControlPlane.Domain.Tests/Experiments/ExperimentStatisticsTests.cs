using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Experiments;

namespace ControlPlane.Domain.Tests.Experiments;

public sealed class ExperimentStatisticsTests
{
    [Theory]
    [InlineData(0.5, 0.5, 0.5, 0.5)]
    [InlineData(0.1, 3, 7, 0.2)]
    [InlineData(12, 900, 15, 880)]
    [InlineData(30_000, 2_900_000, 30_400, 2_900_000)]
    public void BestArm_TwoShares_AreComplementsAndMatchTheNormalForManyCounts(double a, double b, double c, double d)
    {
        BetaPosterior first = new(a, b), second = new(c, d);
        var chance = BetaComparison.ChanceOfBeating(first, second);

        Assert.Equal(1, chance + BetaComparison.ChanceOfBeating(second, first), 9);
        if (a > 10_000)
            Assert.Equal(NormalTail.Below((second.Mean - first.Mean) / Math.Sqrt(first.Variance + second.Variance)), chance, 3);
    }

    [Fact]
    public void BestArm_ArmsPermuted_PermutesTheChances()
    {
        BetaPosterior[] arms = [new(11, 91), new(16, 86), new(21, 81), new(0.5, 0.5)];
        int[] order = [2, 0, 3, 1];

        var chances = BestArmChance.OfBeta(arms);
        var permuted = BestArmChance.OfBeta([.. order.Select(arm => arms[arm])]);

        Assert.Equal(1, chances.Sum(), 12);
        Assert.All(Enumerable.Range(0, 4), at => Assert.Equal(chances[order[at]], permuted[at], 9));
    }

    [Fact]
    public void BestArm_NormalsMovedAndScaled_KeepTheChances()
    {
        double[] means = [0, 0.5, 1], spreads = [0.05, 0.5, 1.5];

        var moved = BestArmChance.OfNormal([.. means.Select(mean => (mean * 1e6) + 7)], [.. spreads.Select(spread => spread * 1e6)]);

        Assert.All(moved.Zip(BestArmChance.OfNormal(means, spreads)), pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    [Fact]
    public void Loss_OfBothChoices_DiffersByTheMeans()
    {
        BetaPosterior a = new(42.5, 62.5), b = new(500.5, 509.5);

        Assert.Equal(b.Mean - a.Mean, BetaComparison.ExpectedLoss(b, a) - BetaComparison.ExpectedLoss(a, b), 10);
    }

    [Fact]
    public void Posterior_SurePrior_IsNotMoved()
    {
        var effect = new EffectEstimate(0.5, 0.1, double.PositiveInfinity);

        Assert.Equal(0, new NormalPosterior(0, 1e-6).After(effect).Mean, 8);
        Assert.Equal(NormalPosterior.Flat(effect).Mean, new NormalPosterior(0, 1e6).After(effect).Mean, 8);
    }

    [Theory]
    [InlineData(0.1, 0.05)]
    [InlineData(-3, 0.01)]
    [InlineData(50, 1)]
    public void Posterior_Losses_DifferByTheMeanAndAreNeverNegative(double mean, double spread)
    {
        var posterior = new NormalPosterior(mean, spread);

        Assert.Equal(mean, posterior.LossOfKeeping - posterior.LossOfShipping, 10);
        Assert.True(Math.Min(posterior.LossOfKeeping, posterior.LossOfShipping) >= 0);
    }

    [Fact]
    public void GroupSequential_BoundsThatSpendAlpha_SpendExactlyIt()
    {
        double[] information = [0.2, 0.45, 0.7, 1];
        var bounds = GroupSequentialDesign.SpendingBounds(information, 0.05);

        Assert.Equal(0.05, GroupSequentialDesign.CrossingProbability(information, bounds), 9);
        Assert.Equal(bounds.OrderDescending(), bounds);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.5 })]
    [InlineData(new[] { 0.0, 1 })]
    [InlineData(new[] { 0.5, 1.2 })]
    public void GroupSequential_InformationThatDoesNotRiseToOne_IsRefused(double[] information) =>
        Assert.Throws<ArgumentException>(() => GroupSequentialDesign.SpendingBounds(information, 0.05));
}
