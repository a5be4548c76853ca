using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class FourEyesTests
{
    [Theory]
    [InlineData(RolloutStrategy.Rolling)]
    [InlineData(RolloutStrategy.BlueGreen)]
    [InlineData(RolloutStrategy.Canary)]
    [InlineData(RolloutStrategy.CanaryRolling)]
    [InlineData(RolloutStrategy.AbTest)]
    [InlineData(RolloutStrategy.Bandit)]
    public void Require_OfEveryStrategyThatPromotes_WaitsBeforeAllCallers(RolloutStrategy strategy)
    {
        var plan = Recipe.Compile(new RolloutDraft { Strategy = strategy, Versions = [2] }, Recipes).Value;

        var approved = FourEyes.Require(plan).Value;

        var first = approved.Steps.Index().First(s => s.Item is SwitchStep || (s.Item is SplitStep split && split.Shares.Any(v => v.Weight == TrafficWeight.Whole))).Index;
        Assert.True(approved.Steps[first - 1] is HoldStep { Duration: null, NeedsApproval: true }, string.Join(", ", approved.Steps.Select(s => s.Title)));
        Assert.Equal(approved.Steps.Count, FourEyes.Require(approved).Value.Steps.Count);
    }

    [Fact]
    public void Require_OfAPlanThatTakesTheOldVersionDownFirst_Refuses()
    {
        var plan = Recipe.Compile(new RolloutDraft { Strategy = RolloutStrategy.Recreate, Versions = [2] }, Recipes).Value;

        Assert.Equal("strategy", FourEyes.Require(plan).Refusal?.Fields[0].Field);
    }

    [Fact]
    public void Require_OfAPlanThatPromotesNobody_ChangesNothing()
    {
        var plan = new RolloutPlan { Strategy = RolloutStrategy.Shadow, Steps = [new PrepareStep([2]), new HoldStep(TimeSpan.FromMinutes(1))] };

        Assert.Same(plan, FourEyes.Require(plan).Value);
    }

    [Fact]
    public void Approve_ByWhoStartedIt_IsRefusedAndByAnotherGoesOn()
    {
        var world = Started(ACanary with { NeedsApproval = true }).PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(RolloutRefusals.ApprovalNeeded, RolloutVerbs.Approve(world.Rollout, world.Facts(), Ada, "").Refusal?.Code);
        world.Do(RolloutVerbs.Approve(world.Rollout, world.Facts(), Bob, "seen"), Bob).Settle();

        Assert.Equal(2, world.Endpoint.StableVersion);
    }

    [Fact]
    public void Decline_ByAnother_EndsItWithTheReasonAndLeavesTheStableVersion()
    {
        var world = Started(ACanary with { NeedsApproval = true }).PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(RolloutRefusals.ReasonNeeded, RolloutVerbs.Decline(world.Rollout, Bob, " ").Refusal?.Code);
        world.Do(RolloutVerbs.Decline(world.Rollout, Bob, "not on a Friday"), Bob);

        Assert.Contains("declined what", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, world.Endpoint.StableVersion);
    }

    [Fact]
    public void Approve_WhereNothingWaits_SaysSo()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

        Assert.Equal(RolloutRefusals.NothingToApprove, RolloutVerbs.Approve(world.Rollout, world.Facts(), Bob, "").Refusal?.Code);
        Assert.Equal(RolloutRefusals.NothingToApprove, RolloutVerbs.Decline(world.Rollout, Bob, "no").Refusal?.Code);
    }
}
