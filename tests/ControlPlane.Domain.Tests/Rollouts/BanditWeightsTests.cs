using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>Weights per interval, played with fixed seeds against arms that pay 0.1 and 0.2 for 2,000 pulls; bounds are those of the golden vectors.</summary>
[Trait("Category", "Slow")]
public sealed class BanditWeightsTests
{
    private static readonly double[] Means = [0.1, 0.2];

    private static readonly BanditStep Free = new()
    {
        Versions = [2],
        Interval = TimeSpan.FromSeconds(1),
        Horizon = TimeSpan.FromDays(1),
        Floor = 0,
        ChampionFloor = 0,
        MaximumMove = TrafficWeight.Whole,
    };

    [Theory]
    [InlineData(40, 40, 7.5, 11.3)]
    [InlineData(100, 60, 8.5, 13.3)]
    [InlineData(500, 200, 23, 29)]
    public void Thompson_WeightsPerInterval_LoseWhatTheGoldenVectorsAllow(int interval, int games, double least, double most) =>
        Assert.InRange(Regret(Free, interval, games), least, most);

    [Fact]
    public void Greedy_WeightsPerPull_LoseWhatTheGoldenVectorsAllow() =>
        Assert.InRange(Regret(Free with { Policy = BanditPolicy.EpsilonGreedy, Epsilon = 0.1 }, 1, 150), 17.5, 30.5);

    [Fact]
    public void Ucb1_WeightsPerPull_LoseWhatTheGoldenVectorsAllow() =>
        Assert.InRange(Regret(Free with { Policy = BanditPolicy.Ucb1 }, 1, 100), 37, 41.8);

    [Fact]
    public void Next_OneArmIsSurelyBest_KeepsTheFloorsOfTheOthersAndTheChampions()
    {
        var step = Free with { Versions = [2, 3], Floor = 500, ChampionFloor = 2_000 };

        var weights = BanditWeights.Next(step, [Arm(1, 100, 0), Arm(2, 100, 0), Arm(3, 100, 100)], [0, 0, 1], BanditWeights.Even([1, 2, 3]));

        Assert.Equal([2_000, 500, 7_500], weights.Select(w => w.Weight));
    }

    [Fact]
    public void Next_WishIsFarAway_MovesEachArmAtMostAsFarAsAllowedAndKeepsTheSum()
    {
        var weights = BanditWeights.Next(Free with { Versions = [2, 3], MaximumMove = 1_000 }, [Arm(1, 100, 0), Arm(2, 100, 0), Arm(3, 100, 100)], [0, 0, 1], BanditWeights.Even([1, 2, 3]));

        Assert.Equal(TrafficWeight.Whole, weights.Sum(w => w.Weight));
        Assert.Equal(4_333, weights[2].Weight);
        Assert.All(weights.Zip(BanditWeights.Even([1, 2, 3])), w => Assert.InRange(Math.Abs(w.First.Weight - w.Second.Weight), 1, 1_001));
    }

    private static BanditArm Arm(int version, double count, double paid) => new(version, new RewardSums(count, paid, paid));

    private static double Regret(BanditStep step, int interval, int games)
    {
        var random = new Random(20_260_101);
        double lost = 0;
        for (var game = 0; game < games; game++)
        {
            var pulls = new double[2];
            var paid = new double[2];
            var weights = BanditWeights.Even([1, 2]);
            for (var pull = 0; pull < 2_000; pull++)
            {
                var arm = random.NextDouble() * TrafficWeight.Whole < weights[0].Weight ? 0 : 1;
                pulls[arm]++;
                paid[arm] += random.NextDouble() < Means[arm] ? 1 : 0;
                lost += Means[1] - Means[arm];
                if ((pull + 1) % interval == 0)
                    weights = Move(step, pulls, paid, weights);
            }
        }

        return lost / games;
    }

    private static IReadOnlyList<VariantShare> Move(BanditStep step, double[] pulls, double[] paid, IReadOnlyList<VariantShare> weights)
    {
        BanditArm[] arms = [Arm(1, pulls[0], paid[0]), Arm(2, pulls[1], paid[1])];
        IReadOnlyList<double> best = step.Policy == BanditPolicy.Thompson ? ArmPosterior.BestChances(ArmPosterior.Of([.. arms.Select(a => a.Rewards)])) : [0.5, 0.5];
        return BanditWeights.Next(step, arms, best, weights);
    }
}
