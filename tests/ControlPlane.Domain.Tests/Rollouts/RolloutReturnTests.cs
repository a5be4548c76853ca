using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>Ways back, and what stays possible after them.</summary>
public sealed class RolloutReturnTests
{
    [Fact]
    public void Abort_BeforeTheFirstStep_EndsAtOnceAndMovesNobody()
    {
        var world = Started(ACanary);
        var revision = world.Endpoint.RouteRevision;

        world.Do(RolloutVerbs.Abort(world.Rollout, Ada, "not today"), Ada).Pass(TimeSpan.FromMinutes(1));

        Assert.Equal((RolloutPhase.Aborted, -1, revision), (world.Rollout.Phase, world.Rollout.Step, world.Endpoint.RouteRevision));
    }

    [Fact]
    public void Abort_WhileTheStablePointerMoves_SendsEverybodyToTheVersionBefore()
    {
        var world = Started(ACanary);
        world.AgentsDelay = TimeSpan.FromSeconds(2);
        world.PassUntil(r => r.Phase == RolloutPhase.Promoting);
        Assert.Equal((2, "v2 10000"), (world.Endpoint.StableVersion, world.Split));

        world.Do(RolloutVerbs.Abort(world.Rollout, Ada, "wrong one"), Ada);

        Assert.Equal((1, "v1 10000"), (world.Endpoint.StableVersion, world.Split));
        Assert.Equal(RolloutPhase.Aborted, world.PassUntil(r => r.IsTerminal).Rollout.Phase);
        Assert.Null(world.Endpoint.PreviousStableVersion);
    }

    [Fact]
    [Trait("Fault", "F52")]
    public void RolledBack_TheVersionGoneBackToFailsOrTrips_IsLeftToAPerson()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep).Failing(2, 0.5).PassUntil(r => r.Phase == RolloutPhase.RollingBack);
        var moves = world.Transcript.Count;

        world.Failing(1, 0.9).Healthy(2);
        world.Trips = [world.ATrip("v1", 1), world.ATrip()];
        world.Pass(TimeSpan.FromMinutes(30));

        // It confirms and settles; nothing ever goes forward again by itself.
        Assert.Equal(RolloutPhase.RolledBack, world.Rollout.Phase);
        Assert.Equal(("v1 10000", 1), (world.Split, world.Endpoint.StableVersion));
        Assert.InRange(world.Transcript.Count - moves, 1, 2);
        Assert.False(RolloutEngine.Decide(world.Rollout, world.Facts(), world.Now.AddDays(1)).HasEffect);
    }

    [Fact]
    public void Supersede_WhileTheWayBackDoesNotArrive_RollsForward()
    {
        // The version to go back to is broken too, so agents never confirm it: nobody has to wait for that.
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.AgentsFollow = false;
        world.Do(RolloutVerbs.RollBack(world.Rollout, Ada, "", world.Now), Ada).Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);

        world.Do(RolloutVerbs.Supersede(world.Rollout, Bob), Bob);

        Assert.Equal(RolloutPhase.Superseded, world.Rollout.Phase);
    }

    [Fact]
    public void PromoteFull_StableVersionIsUnhealthy_GoesForwardAtOnce()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep).Failing(1, 0.6);

        world.Do(RolloutVerbs.PromoteFull(world.Rollout, world.Facts(), Ada, "v1 fails"), Ada).PassUntil(r => r.IsTerminal);

        Assert.Equal((RolloutPhase.Succeeded, "v2 10000"), (world.Rollout.Phase, world.Split));
    }

    [Fact]
    public void RetirePrevious_BeforeItsTimeIsOver_ChangesNothing()
    {
        var world = Started(ACanary with { KeepWarm = TimeSpan.FromSeconds(30) }).PassUntil(r => r.IsTerminal);
        var since = world.Rollout.Runs.Single(r => world.Rollout.Plan.Steps[r.Step] is RetireStep).BeganAt;

        Assert.Equal(since.AddSeconds(30), world.Endpoint.PreviousWarmUntil);
        Assert.False(world.Endpoint.RetirePrevious(since.AddSeconds(29)).HasEffect);
        Assert.True(world.Endpoint.IsPreviousWarm);

        Assert.True(world.Endpoint.RetirePrevious(since.AddSeconds(30)).HasEffect);
        Assert.Equal((false, "v2 10000"), (world.Endpoint.IsPreviousWarm, world.Split));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(29)]
    public void Compile_OldVersionKeptForLessThanHalfAMinute_IsRefused(int seconds)
    {
        var problem = Recipe.Compile(ACanary with { KeepWarm = TimeSpan.FromSeconds(seconds) }, Recipes).Refusal!.Fields.Single();

        Assert.Equal("keepWarm", problem.Field);
        Assert.Contains("at least 30 s", problem.Remedy, StringComparison.Ordinal);
    }
}
