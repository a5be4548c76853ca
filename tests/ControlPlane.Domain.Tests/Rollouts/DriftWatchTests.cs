using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class DriftWatchTests
{
    [Fact]
    public void Decide_DriftWhereTheEndpointHolds_PausesWithTheSentenceAndGoesOnAfterResume()
    {
        var world = Holding().Drifts(DriftOrigin.Callers, DriftAction.Hold);

        world.PassUntil(r => r.Phase == RolloutPhase.Paused);
        Assert.Equal(PauseCode.Drift, world.Rollout.Pauses.Single().Code);
        Assert.StartsWith("Held for drift: Something moved.", world.Rollout.Sentence, StringComparison.Ordinal);
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, "it is summer in Australia"), Ada).PassUntil(r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
    }

    [Fact]
    public void Decide_AnotherAlarmAfterResume_HoldsAgain()
    {
        var world = Holding().Drifts(DriftOrigin.Callers, DriftAction.Hold).PassUntil(r => r.Phase == RolloutPhase.Paused);
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, "seen"), Ada).Pass(TimeSpan.FromSeconds(2));
        Assert.NotEqual(RolloutPhase.Paused, world.Rollout.Phase);

        world.Drifts(DriftOrigin.Challenger, DriftAction.Hold).Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(RolloutPhase.Paused, world.Rollout.Phase);
    }

    [Theory]
    [InlineData(DriftAction.None)]
    [InlineData(DriftAction.Alert)]
    public void Decide_DriftWhereTheEndpointDoesNotHold_ChangesNothing(DriftAction action)
    {
        var world = Holding().Drifts(DriftOrigin.Challenger, action).PassUntil(r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.DoesNotContain(world.Decisions, d => d.Pause is not null);
    }

    // Harm that no look proves yet: 10 failures of 300 against 1 of 300.
    [Fact]
    public void Decide_PredictionsMovedAndAMetricLooksHarmed_RollsBackWhereEitherAloneDoesNot()
    {
        var both = Doubtful().Drifts(DriftOrigin.Challenger, DriftAction.Hold).Pass(TimeSpan.FromSeconds(10));
        var harmAlone = Doubtful().Pass(TimeSpan.FromSeconds(10));
        var driftAlone = Holding().Drifts(DriftOrigin.Challenger, DriftAction.Hold).Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(RolloutPhase.RollingBack, both.Rollout.Phase);
        Assert.StartsWith("Drift and harm together: Something moved.", both.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Equal(RolloutPhase.Progressing, harmAlone.Rollout.Phase);
        Assert.Equal(RolloutPhase.Paused, driftAlone.Rollout.Phase);
    }

    [Fact]
    public void Decide_CallersMovedAndAMetricLooksHarmed_HoldsBecauseTheVersionIsNotToBlame()
    {
        var world = Doubtful().Drifts(DriftOrigin.Callers, DriftAction.Hold).Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(RolloutPhase.Paused, world.Rollout.Phase);
        Assert.Equal(PauseCode.Drift, world.Rollout.Pauses.Single().Code);
    }

    [Fact]
    public void Decide_DriftBeforeAChallengerIsAsked_HoldsNothing()
    {
        var world = Started(ACanary).Drifts(DriftOrigin.Callers, DriftAction.Hold);

        world.PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Contains("v2", world.Split, StringComparison.Ordinal);
    }

    private static RolloutBuilder Holding() => Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

    private static RolloutBuilder Doubtful() => Holding().Failing(1, 1 / 300.0, requests: 300).Failing(2, 10 / 300.0, requests: 300);
}
