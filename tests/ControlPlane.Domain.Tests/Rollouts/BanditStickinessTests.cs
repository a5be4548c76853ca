using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class BanditStickinessTests
{
    private const int Callers = 20_000;

    // No plan can move fewer than the total variation distance of the weights: ½·Σ|after − before|.
    [Fact]
    public void Moves_OfABanditWithThreeArms_ChangeTheSideOfNoMoreCallersThanTheWeightsDemand()
    {
        var random = new Random(4);
        var world = Started(new RolloutDraft { Strategy = RolloutStrategy.Bandit, Versions = [2, 3], Metric = MetricName.Reward, Hold = TimeSpan.FromSeconds(60) }, plan => plan with { Watch = null });
        double[] earned = [0, 0, 0];
        double[] asked = [0, 0, 0];
        world.Earnings = () => new RewardHistory
        {
            Slices = [.. earned.Select((sum, index) => new RewardSlice(index + 1, world.Now, 1, (long)asked[index], 0, 0, new RewardSums(asked[index], sum, sum)))],
        };
        world.PassUntil(r => r.CurrentStep is Domain.Rollouts.Steps.BanditStep && r.StratumSince is not null);
        var moves = 0;
        for (var minute = 0; minute < 20 && !world.Rollout.IsTerminal && world.Rollout.CurrentStep is Domain.Rollouts.Steps.BanditStep; minute++)
        {
            for (var arm = 0; arm < 3; arm++)
            {
                asked[arm] += 40;
                earned[arm] += Enumerable.Range(0, 40).Count(_ => random.NextDouble() < 0.10 + (0.01 * arm));
            }

            var (weights, sides) = (Weights(world), Sides(world));
            world.Skip(TimeSpan.FromSeconds(61)).Skip(TimeSpan.FromSeconds(1));
            var demanded = Weights(world).Zip(weights).Sum(w => Math.Abs(w.First - w.Second)) / 2.0 / 10_000;
            var changed = Sides(world).Zip(sides).Count(s => s.First != s.Second) / (double)Callers;
            moves += demanded > 0 ? 1 : 0;

            Assert.InRange(changed, demanded - 0.015, demanded + 0.015);
        }

        Assert.InRange(moves, 3, 20);
    }

    private static int[] Weights(RolloutBuilder world) => [.. Enumerable.Range(1, 3).Select(version => world.Endpoint.Variants.Where(v => v.Version == version).Sum(v => v.Weight))];

    // Which version answers each caller, by the hash the agents use.
    private static int[] Sides(RolloutBuilder world)
    {
        var owners = new int[StickyHash.BucketCount];
        foreach (var variant in world.Endpoint.Variants)
        {
            foreach (var interval in variant.Buckets)
                owners.AsSpan(interval.Start, interval.Count).Fill(variant.Version);
        }

        return [.. Enumerable.Range(0, Callers).Select(caller => owners[StickyHash.BucketOf(world.Endpoint.Salt, $"caller-{caller}")])];
    }
}
