using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>What a pause stops and what it does not.</summary>
public sealed class RolloutPauseTests
{
    private static readonly RolloutDraft AFlag = new() { Strategy = RolloutStrategy.FeatureFlag, Versions = [2], Share = 1_000 };

    [Fact]
    public void Deadline_WhileAPersonHoldsIt_DoesNotRun()
    {
        var world = Started(ACanary);
        world.AgentsFollow = false;
        world.Settle().Pass(TimeSpan.FromMinutes(1));

        world.Do(RolloutVerbs.Pause(world.Rollout, Ada, "lunch"), Ada).Pass(TimeSpan.FromMinutes(30));
        Assert.Equal([PauseCode.Person], world.Rollout.Pauses.Select(p => p.Code));
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromMinutes(9));

        Assert.Equal(RolloutPhase.Preparing, world.Rollout.Phase);
    }

    [Fact]
    public void Deadline_AfterAPause_StillAsksAPerson()
    {
        var world = Started(ACanary);
        world.AgentsFollow = false;
        world.Settle();

        world.Do(RolloutVerbs.Pause(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromMinutes(30));
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(PauseCode.Deadline, world.Rollout.Pauses.Single().Code);
    }

    [Fact]
    public void Deadline_StepThatMovesTrafficAgainAfterALongTime_CountsFromTheMove()
    {
        // A bandit moves weights for hours within one step; each move waits for its own confirmations.
        var world = Started(new RolloutDraft { Strategy = RolloutStrategy.Bandit, Versions = [2], Metric = MetricName.Accuracy, Hold = TimeSpan.FromSeconds(30), AttributionWindow = TimeSpan.FromSeconds(10) });
        world.AgentsDelay = TimeSpan.FromSeconds(3);
        world.Conducts(1, Labelled(50)).Conducts(2, Labelled(51)).PassUntil(r => r.CurrentStep is BanditStep).Pass(TimeSpan.FromMinutes(12));
        var revision = world.Endpoint.RouteRevision;

        world.Conducts(2, Labelled(55)).Pass(TimeSpan.FromMinutes(1));

        Assert.True(world.Endpoint.RouteRevision > revision, "it moved again");
        Assert.Equal((RolloutPhase.Progressing, 0), (world.Rollout.Phase, world.Rollout.Pauses.Count));
    }

    [Fact]
    public void Harm_WhileItWaitsAtAGate_RollsBackAllTheSame()
    {
        var world = Started(ACanary with { Gate = true }).PassUntil(r => r.Pauses.Any(p => p.Code == PauseCode.Gate));

        world.Failing(2, 0.5).PassUntil(r => r.Phase == RolloutPhase.RollingBack);

        Assert.Equal("v1 10000", world.Split);
        Assert.NotEmpty(world.Decisions.Last(d => d.Trigger == RolloutTrigger.RollBack).Numbers);
    }

    [Fact]
    public void Health_WhileItWaitsAtAGate_WaitsOn()
    {
        // The negative control: waiting alone takes nothing back.
        var world = Started(ACanary with { Gate = true }).PassUntil(r => r.Pauses.Any(p => p.Code == PauseCode.Gate)).Pass(TimeSpan.FromHours(1));

        Assert.Equal([PauseCode.Gate], world.Rollout.Pauses.Select(p => p.Code));
        Assert.Equal("v1 9000, v2 1000", world.Split);
    }

    [Fact]
    public void Kill_AtAGate_IsSwitchedOnAgainAndStillWaitsForTheDecision()
    {
        var world = Started(AFlag).PassUntil(r => r.Phase == RolloutPhase.Paused);
        var rule = world.Endpoint.Overlay.Rules.Single();

        world.Do(RolloutVerbs.Kill(world.Rollout, Ada, "complaints"), Ada).Settle();
        Assert.Empty(world.Endpoint.Overlay.Rules);
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).Settle();

        Assert.Equal(rule.Split!.Single(s => s.Variant == "v2").Buckets, world.Endpoint.Overlay.Rules.Single().Split!.Single(s => s.Variant == "v2").Buckets);
        Assert.Equal([PauseCode.Gate], world.Rollout.Pauses.Select(p => p.Code));
    }

    [Fact]
    public void Resume_AtAGateThatNobodySwitchedOff_IsRefused()
    {
        var world = Started(AFlag).PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(RolloutRefusals.IllegalMove, RolloutVerbs.Resume(world.Rollout, Ada, "").Refusal?.Code);
    }

    private static VariantEvidence Labelled(long right) => new() { Requests = 10_000, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 6, Labelled = 100, Correct = right };
}
