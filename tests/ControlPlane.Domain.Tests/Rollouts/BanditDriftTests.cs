using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>The challenger is the better one for two hours, then the worse one: 10 % against 30 %, and the other way round.</summary>
[Trait("Category", "Slow")]
public sealed class BanditDriftTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromHours(2);

    [Fact]
    public void Bandit_RewardsTurnAroundAndOldOnesAreDiscounted_FollowsThem()
    {
        var (before, after) = SharesOfTheChallenger(TimeSpan.FromMinutes(10));

        Assert.InRange(before, 7_000, 8_000);
        Assert.InRange(after, 500, 1_500);
    }

    [Fact]
    public void Bandit_RewardsTurnAroundAndNoneIsForgotten_StaysWithTheArmThatUsedToBeBetter()
    {
        // The negative control: two good hours outweigh the bad one that follows.
        var (before, after) = SharesOfTheChallenger(halfLife: null);

        Assert.InRange(before, 7_000, 8_000);
        Assert.InRange(after, 6_000, 8_000);
    }

    // Its share at the end of the good time, and an hour into the bad one.
    private static (int Before, int After) SharesOfTheChallenger(TimeSpan? halfLife)
    {
        var world = Started(
            new RolloutDraft
            {
                Strategy = RolloutStrategy.Bandit,
                Versions = [2],
                Metric = MetricName.Reward,
                Hold = TimeSpan.FromMinutes(1),
                AttributionWindow = TimeSpan.FromSeconds(10),
                HalfLife = halfLife,
            },
            plan => plan with { Watch = null, Steps = [.. plan.Steps.Select(s => s is Domain.Rollouts.Steps.BanditStep bandit ? bandit with { EndProbability = 1.1 } : s)] });
        var begin = world.Now;
        var slices = new List<RewardSlice>();
        world.Earnings = () => new RewardHistory { Slices = [.. slices.Where(s => s.At < world.Now - TimeSpan.FromSeconds(10))] };
        var before = 0;
        for (var minute = 0; minute < 180; minute++)
        {
            if (world.Now - begin >= Turn && before == 0)
                before = ShareOf(world, 2);
            var isGood = world.Now - begin < Turn;
            for (var version = 1; version <= 2; version++)
            {
                var asked = 600 * ShareOf(world, version) / 10_000;
                var earned = asked * (version == 2 == isGood ? 0.3 : 0.1);
                slices.Add(new RewardSlice(version, world.Now, world.Endpoint.RouteRevision, asked, 0, 0, new RewardSums(asked, earned, earned)));
            }

            world.Skip(TimeSpan.FromSeconds(30)).Skip(TimeSpan.FromSeconds(30));
        }

        return (before, ShareOf(world, 2));
    }

    private static int ShareOf(RolloutBuilder world, int version) => world.Endpoint.Variants.Where(v => v.Version == version).Sum(v => v.Weight);
}
