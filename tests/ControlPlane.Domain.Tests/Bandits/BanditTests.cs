using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Experiments;

namespace ControlPlane.Domain.Tests.Bandits;

public sealed class BanditTests
{
    private static readonly double[] ArmMeans = [0.1, 0.2];

    // Weights pushed after every 100 requests, as the control plane does; equal weights are the control that loses 100.
    [Fact]
    public void Thompson_WeightsPerInterval_LoseFarLessThanTheBoundAndThanEqualWeights()
    {
        var random = new Random(7);

        var regret = Enumerable.Range(0, 12).Average(_ => Regret(random, arms => ThompsonSampling.Weights(arms)));
        var equal = Enumerable.Range(0, 12).Average(_ => Regret(random, _ => [0.5, 0.5]));

        Assert.InRange(regret, 5, 25);
        Assert.InRange(equal, 90, 110);
        Assert.True(regret < UpperConfidenceBound.RegretBound(ArmMeans, 2_000));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Floor_AnyWeights_HoldsForEveryArm(double floor)
    {
        var weights = ExposureFloor.Apply([0.999, 0.001, 0, 0], floor);

        Assert.Equal(1, weights.Sum(), 12);
        Assert.All(weights, weight => Assert.True(weight >= Math.Min(floor, 0.25) - 1e-12));
        Assert.Equal(weights.OrderDescending(), weights);
    }

    [Fact]
    public void Greedy_ArmNeverPulled_IsTriedFirst() =>
        Assert.Equal([0.05, 0.95], EpsilonGreedy.Weights([new(100, 0.9), new(0, 0)], 0.1).Select(weight => Math.Round(weight, 12)));

    [Fact]
    public void UpperConfidence_ArmNeverPulled_IsTriedFirst() => Assert.Equal(1, UpperConfidenceBound.Choose([new(100, 0.9), new(0, 0)]));

    [Fact]
    public void NormalInverseGamma_RewardsAtOnceOrOneByOne_AreBelievedAlike()
    {
        double[] rewards = [3, -1, 4, 1, -5, 9];
        var prior = new NormalInverseGamma(0.5, 2, 3, 4);

        var atOnce = prior.After(SampleMoments.Of(rewards));
        var oneByOne = rewards.Aggregate(prior, (belief, reward) => belief.After(SampleMoments.Of([reward])));

        Assert.Equal(atOnce.Mean, oneByOne.Mean, 12);
        Assert.Equal(atOnce.Beta, oneByOne.Beta, 10);
    }

    [Fact]
    public void InversePropensity_WeightsThatMovedWithTheRewards_StillFindsTheMeanThatPlainAveragesMiss()
    {
        var random = new Random(8);
        double plain = 0, fair = 0;
        const int runs = 3_000;

        for (var run = 0; run < runs; run++)
        {
            // An arm that starts badly is starved: the classic bias.
            var early = Enumerable.Range(0, 4).Select(_ => new LoggedReward(0, random.NextDouble() < 0.5 ? 1 : 0, 1)).ToArray();
            var propensity = early.Sum(pull => pull.Reward) >= 2 ? 0.9 : 0.1;
            var later = Enumerable.Range(0, 20).Select(_ => random.NextDouble() < propensity
                ? new LoggedReward(0, random.NextDouble() < 0.5 ? 1 : 0, propensity)
                : new LoggedReward(1, 0, 1 - propensity));
            LoggedReward[] log = [.. early, .. later];
            plain += log.Where(pull => pull.Arm == 0).Average(pull => pull.Reward) / runs;
            fair += InversePropensity.Of(log, 0).Plain / runs;
        }

        Assert.InRange(fair, 0.49, 0.51);
        Assert.InRange(plain, 0.4, 0.485);
    }

    [Fact]
    public void Posterior_Discounted_ForgetsTowardsThePrior()
    {
        var posterior = new BetaPosterior(101, 51);

        Assert.Equal(new BetaPosterior(51, 26), posterior.Discounted(BetaPosterior.Uniform, 0.5));
        Assert.Equal(BetaPosterior.Uniform, posterior.Discounted(BetaPosterior.Uniform, 0));
    }

    private static double Regret(Random random, Func<IReadOnlyList<BetaPosterior>, IReadOnlyList<double>> policy)
    {
        BetaPosterior[] arms = [BetaPosterior.Uniform, BetaPosterior.Uniform];
        var regret = 0.0;
        for (var interval = 0; interval < 20; interval++)
        {
            var weights = policy(arms);
            for (var request = 0; request < 100; request++)
            {
                var arm = random.NextDouble() < weights[0] ? 0 : 1;
                arms[arm] = arms[arm].AfterReward(random.NextDouble() < ArmMeans[arm] ? 1 : 0);
                regret += ArmMeans[1] - ArmMeans[arm];
            }
        }

        return regret;
    }
}
