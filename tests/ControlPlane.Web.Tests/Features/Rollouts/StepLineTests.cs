using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class StepLineTests
{
    [Fact]
    public void Of_HalfwayThrough_TellsDonePresentAndToCome()
    {
        var lines = StepLine.Of(ARollout.Canary.At(2).Rollout);

        Assert.Equal([StepState.Done, StepState.Done, StepState.Now, StepState.Next], lines.Select(l => l.State));
    }

    [Fact]
    public void Remaining_HoldOfAMinuteAfterTwentySeconds_IsFortySeconds() =>
        Assert.Equal(TimeSpan.FromSeconds(40), StepLine.RemainingOf(ARollout.Canary.At(2).Rollout, ARollout.Start.AddSeconds(20)));

    [Fact]
    public void Remaining_InAPause_StandsStillAndThePauseIsCountedApart()
    {
        var rollout = ARollout.Canary.At(2).Apply(RolloutDecision.PauseFor(PauseCode.Person, "anna paused it."), ARollout.Start.AddSeconds(20)).Rollout;
        var line = StepLine.Of(rollout)[2];

        Assert.Equal(TimeSpan.FromSeconds(40), line.Remaining(ARollout.Start.AddSeconds(50)));
        Assert.Equal(TimeSpan.FromSeconds(30), line.Paused(ARollout.Start.AddSeconds(50)));
        Assert.Equal(TimeSpan.FromSeconds(50), line.Real(ARollout.Start.AddSeconds(50)));
    }

    [Fact]
    public void Remaining_NotConfirmedByAgents_IsUnknown()
    {
        var rollout = ARollout.Canary.At(0).Apply(new RolloutDecision { Trigger = RolloutTrigger.Advance, Step = 1, Outcome = StepOutcome.Done, Sentence = "Next." }).Rollout;

        Assert.Null(StepLine.RemainingOf(rollout, ARollout.Start));
    }

    [Fact]
    public void Of_TakenBack_StopsThere()
    {
        var rollout = ARollout.Canary.At(2).Apply(RolloutDecision.RollBack("Harm.", ARollout.Start)).Rollout;

        Assert.Equal([StepState.Done, StepState.Done, StepState.Stopped, StepState.Next], StepLine.Of(rollout).Select(l => l.State));
    }

    [Fact]
    public void Progress_PresentStep_SaysPlaceAndTimeLeft() =>
        Assert.Equal("Step 3 of 4: Hold 1 min, 45 s left", RolloutTitle.ProgressOf(ARollout.Canary.At(2).Rollout, ARollout.Start.AddSeconds(15)));
}
