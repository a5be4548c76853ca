using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>Conversions that come minutes after the answer: the stable version's 10 % after 5 s, the challenger's 14 % after 4 min.</summary>
public sealed class BanditDelayTests
{
    private static readonly int[] DelaySeconds = [5, 240];
    private static readonly double[] Means = [0.10, 0.14];

    [Fact]
    public void Bandit_ConversionsComeMinutesLater_FindsTheBetterArmAllTheSame()
    {
        var world = Play(TimeSpan.FromMinutes(5));

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.Equal(2, world.Endpoint.StableVersion);
    }

    [Fact]
    public void Bandit_AttributionWindowIsOff_TakesTheSlowArmForTheWorseOne()
    {
        // The negative control: an answer without its reward yet counts as a failure.
        var world = Play(TimeSpan.Zero);

        Assert.Equal(RolloutPhase.RolledBack, world.Rollout.Phase);
        Assert.Contains("The stable version won", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Bandit_RewardOutsideItsRange_AsksAPersonAndMovesNothing()
    {
        var world = Started(ABandit(TimeSpan.Zero) with { Missing = MissingReward.Unknown, RewardRange = new RewardRange(0, 1) });
        world.Earned = _ => new VariantEvidence { Requests = 1_000, Rewarded = 1_000, RewardSum = 500, RewardSquares = 5_000 };

        world.PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(PauseCode.AnalysisError, world.Rollout.Pauses.Single().Code);
        Assert.Contains("outside rewardRange 0 to 1", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Null(world.Rollout.Weights);
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(0.999, false)]
    public void Bandit_BetterArmNearlyCertain_EndsOrMovesOnAsItWasTold(double endProbability, bool ends)
    {
        var world = Started(ABandit(TimeSpan.Zero) with { Missing = MissingReward.Unknown, EndProbability = endProbability });
        world.Earned = version => new VariantEvidence { Requests = 200, Rewarded = 200, RewardSum = version == 2 ? 120 : 100, RewardSquares = version == 2 ? 120 : 100 };

        world.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(ends, world.Rollout.CurrentStep is not BanditStep);
        Assert.Equal(!ends, world.Rollout.CurrentStep is BanditStep && world.Endpoint.Variants.Single(v => v.Version == 2).Weight > 5_000);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void Bandit_RewardsOfTheArmWithTheFewest_MoveWeightsOnlyFromTheLeastNumberOn(long rewarded, bool moves)
    {
        // Version 2 is far ahead; what is missing is only the exploration.
        var world = Started(ABandit(TimeSpan.Zero) with { Missing = MissingReward.Unknown, EndProbability = 0.9999 });
        world.Earned = version => version == 2
            ? new VariantEvidence { Requests = rewarded, Rewarded = rewarded, RewardSum = rewarded * 0.6, RewardSquares = rewarded * 0.6 }
            : new VariantEvidence { Requests = 5_000, Rewarded = 5_000, RewardSum = 2_500, RewardSquares = 2_500 };

        world.Pass(TimeSpan.FromMinutes(5));

        Assert.IsType<BanditStep>(world.Rollout.CurrentStep);
        Assert.Equal(moves, world.Rollout.Weights is not null);
    }

    public static TheoryData<RolloutDraft, string> Wrong => new()
    {
        { ABandit(TimeSpan.Zero) with { Versions = [] }, "versions" },
        { ABandit(TimeSpan.Zero) with { Floor = 4_000, ChampionFloor = 6_000 }, "floor" },
        { ABandit(TimeSpan.Zero) with { Floor = 5_000 }, "floor" },
        { ABandit(TimeSpan.Zero) with { Epsilon = double.NaN }, "epsilon" },
        { ABandit(TimeSpan.Zero) with { RewardRange = new RewardRange(1, 1) }, "rewardRange" },
        { ABandit(TimeSpan.Zero) with { RewardRange = new RewardRange(double.NaN, 1) }, "rewardRange" },
        { ABandit(TimeSpan.FromSeconds(-1)), "attributionWindow" },
        { ABandit(TimeSpan.FromDays(8)), "attributionWindow" },
        { ABandit(TimeSpan.Zero) with { Hold = TimeSpan.Zero }, "hold" },
        { ABandit(TimeSpan.Zero) with { HalfLife = TimeSpan.FromSeconds(30) }, "halfLife" },
        { ABandit(TimeSpan.Zero) with { HalfLife = TimeSpan.FromDays(91) }, "halfLife" },
        { ABandit(TimeSpan.Zero) with { MaximumMove = 0 }, "maximumMove" },
        { ABandit(TimeSpan.Zero) with { EndProbability = 0.4 }, "endProbability" },
        { ABandit(TimeSpan.Zero) with { EndProbability = 1 }, "endProbability" },
        { ABandit(TimeSpan.Zero) with { MaximumMove = 10_001 }, "maximumMove" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Compile_BanditThatCannotRun_IsRefusedWithFieldAndRemedy(RolloutDraft draft, string field)
    {
        var refusal = Recipe.Compile(draft, Recipes).Refusal;

        Assert.Equal(RolloutRefusals.Invalid, refusal!.Code);
        Assert.Contains(refusal.Fields, f => f.Field == field && f.Remedy.Length > 0);
    }

    private static RolloutDraft ABandit(TimeSpan attribution) => new()
    {
        Strategy = RolloutStrategy.Bandit,
        Versions = [2],
        Metric = MetricName.Reward,
        Hold = TimeSpan.FromSeconds(60),
        AttributionWindow = attribution,
        Missing = MissingReward.Zero,
    };

    private static RolloutBuilder Play(TimeSpan attribution)
    {
        var random = new Random(11);
        var world = Started(ABandit(attribution));
        var answers = new List<long>[] { [0], [0] };
        var conversions = new List<long>[] { [0], [0] };
        var begin = world.Now;
        world.Earned = version =>
        {
            var now = (int)(world.Now - begin).TotalSeconds;
            long Until(List<long> sums, int second) => sums[Math.Clamp(second, 0, sums.Count - 1)];
            var closed = now - (int)attribution.TotalSeconds;
            var arrived = Until(conversions[version - 1], Math.Min(closed, now - DelaySeconds[version - 1]));
            return new VariantEvidence { Requests = Until(answers[version - 1], closed), Rewarded = arrived, RewardSum = arrived, RewardSquares = arrived };
        };
        for (var second = 0; second < 4 * 3_600 && !world.Rollout.IsTerminal && world.Rollout.Phase != RolloutPhase.Paused; second++)
        {
            for (var arm = 0; arm < 2; arm++)
            {
                var weight = world.Endpoint.Variants.Where(v => v.Version == arm + 1).Sum(v => v.Weight);
                var asked = (int)Math.Round(10 * weight / 10_000.0);
                answers[arm].Add(answers[arm][^1] + asked);
                conversions[arm].Add(conversions[arm][^1] + Enumerable.Range(0, asked).Count(_ => random.NextDouble() < Means[arm]));
            }

            world.Pass(TimeSpan.FromSeconds(1));
        }

        return world;
    }
}
