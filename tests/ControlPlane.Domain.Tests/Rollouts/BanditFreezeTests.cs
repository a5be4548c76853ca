using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>A person holds the weights, and guards take single arms out.</summary>
[Trait("Category", "Slow")]
public sealed class BanditFreezeTests
{
    [Fact]
    public void Freeze_RewardsKeepComing_LeavesTheWeightsUntilItIsLifted()
    {
        var world = AtTheBandit();
        var split = world.Split;

        world.Do(BanditVerbs.Freeze(world.Rollout, Bob, "a sale distorts rewards", world.Now), Bob).Pass(TimeSpan.FromMinutes(5));
        var frozen = world.Split;
        var sentence = world.Rollout.Sentence;
        world.Do(BanditVerbs.Unfreeze(world.Rollout, Bob, ""), Bob).Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(split, frozen);
        Assert.Equal("bob froze the weights at v1 33.34 %, v2 33.33 %, v3 33.33 %: a sale distorts rewards.", sentence);
        Assert.NotEqual(split, world.Split);
        Assert.Contains("v2", world.Split, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_AGuardSpeaks_StillTakesTheArmOut()
    {
        var world = AtTheBandit();
        world.Do(BanditVerbs.Freeze(world.Rollout, Bob, "wait", world.Now), Bob);

        world.Trips = [world.ATrip("v3", 3)];
        world.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal("v1 6667, v2 3333", world.Split);
        Assert.Equal("bob", BanditState.Of(world.Rollout).Freeze?.By);
    }

    [Fact]
    public void Freeze_WithoutAReason_IsRefusedWithField()
    {
        var refusal = BanditVerbs.Freeze(AtTheBandit().Rollout, Bob, " ", Moment.Noon).Refusal;

        Assert.Equal(RolloutRefusals.ReasonNeeded, refusal?.Code);
        Assert.Equal("reason", refusal!.Fields.Single().Field);
    }

    [Fact]
    public void Freeze_ACanary_IsRefusedBecauseNoRewardMovesIt()
    {
        var world = Started(ACanary).PassUntil(r => r.Phase == RolloutPhase.Progressing);

        Assert.Equal(RolloutRefusals.IllegalMove, BanditVerbs.Freeze(world.Rollout, Bob, "why", world.Now).Refusal?.Code);
    }

    [Fact]
    public void Freeze_Twice_KeepsTheFirstReason()
    {
        var world = AtTheBandit();
        world.Do(BanditVerbs.Freeze(world.Rollout, Bob, "first", world.Now), Bob).Do(BanditVerbs.Freeze(world.Rollout, Ada, "second", world.Now), Ada);

        Assert.Equal("first", BanditState.Of(world.Rollout).Freeze?.Reason);
    }

    [Fact]
    public void Guard_OneArmIsHarmed_ZeroesItAndTheOthersGoOn()
    {
        var world = AtTheBandit();

        world.Trips = [world.ATrip("v2", 2)];
        world.Pass(TimeSpan.FromMinutes(10));

        Assert.DoesNotContain("v2", world.Split, StringComparison.Ordinal);
        Assert.Contains("v3", world.Split, StringComparison.Ordinal);
        Assert.Equal(RolloutPhase.Progressing, world.Rollout.Phase);
        var removed = Assert.Single(BanditState.Of(world.Rollout).Removed);
        Assert.Equal(2, removed.Version);
        Assert.Contains("error share was", removed.Reason, StringComparison.Ordinal);
        Assert.Contains("v3 becomes stable", string.Join(" ", world.Rollout.Plan.Steps.Select(s => s.Title)), StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_OneArmFailsMore_ZeroesItAndTheOthersGoOn()
    {
        var world = AtTheBandit();

        world.Failing(3, 0.2);
        world.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(3, Assert.Single(BanditState.Of(world.Rollout).Removed).Version);
        Assert.Equal(RolloutPhase.Progressing, world.Rollout.Phase);
        Assert.Contains("v2", world.Split, StringComparison.Ordinal);
        Assert.DoesNotContain("v3", world.Split, StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_TheLastChallengerIsHarmed_TakesTheWholeRolloutBack()
    {
        var world = AtTheBandit();
        world.Trips = [world.ATrip("v2", 2)];
        world.Pass(TimeSpan.FromSeconds(2));

        world.Trips = [.. world.Trips, world.ATrip("v3", 3)];
        world.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);
        Assert.Equal("v1 10000", world.Split);
    }

    [Fact]
    public void SetWeights_TrafficForAnArmThatHarmTookOut_IsRefused()
    {
        var world = AtTheBandit();
        world.Trips = [world.ATrip("v2", 2)];
        world.Pass(TimeSpan.FromSeconds(2));
        var split = Domain.Endpoints.TrafficSplit.Create([new(1, 5_000), new(2, 5_000)], EndpointBuilder.Versions).Value;

        var refusal = RolloutVerbs.SetWeights(world.Rollout, split, Bob, "again").Refusal;

        Assert.Equal("variants", refusal?.Fields.Single().Field);
    }

    [Fact]
    public void Winner_IsNotTheFirstChallenger_TheSwitchLeadsToIt()
    {
        var world = AtTheBandit(v2: 0.10, v3: 0.30);

        world.PassUntil(r => r.Phase == RolloutPhase.Succeeded);

        Assert.Equal(3, world.Endpoint.StableVersion);
        Assert.Contains(world.Transcript, line => line.Contains("v3 is the best arm with probability", StringComparison.Ordinal));
    }

    [Fact]
    public void Move_ManyRewardsComeLate_SaysThatTheWindowIsTooShort()
    {
        var world = AtTheBandit(delays: new Dictionary<int, long> { [RewardDelays.BinOf(TimeSpan.FromSeconds(20))] = 88, [RewardDelays.BinOf(TimeSpan.FromMinutes(5))] = 12 });

        world.Pass(TimeSpan.FromMinutes(2));

        Assert.Contains(world.Transcript, line => line.Contains("came later than the attribution window of 1 min: widen it", StringComparison.Ordinal));
    }

    private static RolloutBuilder AtTheBandit(double v2 = 0.15, double v3 = 0.12, IReadOnlyDictionary<int, long>? delays = null)
    {
        var world = Started(new RolloutDraft { Strategy = RolloutStrategy.Bandit, Versions = [2, 3], Metric = MetricName.Reward, Hold = TimeSpan.FromSeconds(60) });
        double[] means = [0.10, v2, v3];
        world.Earnings = () => new RewardHistory
        {
            Slices = [.. means.Select((mean, index) => new RewardSlice(index + 1, world.Now, 1, 200, 0, 0, new RewardSums(200, 200 * mean, 200 * mean)))],
            Delays = new RewardDelays(delays ?? new Dictionary<int, long>()),
        };
        return world.PassUntil(r => r.CurrentStep is Domain.Rollouts.Steps.BanditStep && r.StratumSince is not null);
    }
}
