using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Schedules;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class RolloutEngineTests
{
    [Fact]
    public void Decide_HealthyCanary_GoesThroughEveryStepAndSucceeds()
    {
        var world = Started(ACanary).PassUntil(r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.Equal("v2 10000", world.Split);
        Assert.Equal(2, world.Endpoint.StableVersion);
        Assert.Equal(1, world.Endpoint.PreviousStableVersion);
        Assert.All(world.Rollout.Runs, r => Assert.Equal(StepOutcome.Done, r.Outcome));
        Assert.All(world.Decisions, d => Assert.NotEmpty(d.Sentence));
    }

    [Fact]
    public void Decide_AgentsHaveNotConfirmed_TheStepsClockDoesNotRun()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is SplitStep || r.CurrentStep is HoldStep);
        world.AgentsFollow = false;
        var stuck = Started(ACanary);
        stuck.AgentsFollow = false;

        stuck.Pass(TimeSpan.FromSeconds(300));

        Assert.Equal(0, stuck.Rollout.Step);
        Assert.Null(stuck.Rollout.Run!.ConfirmedAt);
        Assert.Equal(RolloutPhase.Preparing, stuck.Rollout.Phase);
    }

    [Fact]
    public void Decide_AgentsNeverConfirm_PausesAtTheDeadlineAndNeverSucceeds()
    {
        var world = Started(ACanary);
        world.AgentsFollow = false;

        world.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(RolloutPhase.Paused, world.Rollout.Phase);
        Assert.Equal(PauseCode.Deadline, world.Rollout.Pauses.Single().Code);
    }

    [Fact]
    public void Decide_ErrorsAboveTheLimit_RollsBackWithTheNumbersInTheSentence()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

        world.Failing(2, 0.06).PassUntil(r => r.Phase == RolloutPhase.RollingBack);

        Assert.Equal("error-share of v2 is 6 % against 0 %: worse by 6 %", world.Rollout.Sentence.Split(',')[0]);
        Assert.Equal(0.06, world.Decisions.Last(d => d.Trigger == RolloutTrigger.RollBack).Numbers["v2.error-share.harm"]);
        Assert.Equal("v1 10000", world.Split);
        Assert.NotNull(world.Rollout.Timings.DecidedAt);
    }

    [Fact]
    public void Decide_RolledBack_EndsAfterTheTimeForUndoAndStaysEnded()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep).Failing(2, 0.5).PassUntil(r => r.Phase == RolloutPhase.RollingBack);
        var revision = world.Endpoint.RouteRevision;

        world.Pass(TimeSpan.FromSeconds(9));
        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);
        world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(RolloutPhase.RolledBack, world.Rollout.Phase);
        world.Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(RolloutPhase.RolledBack, world.Rollout.Phase);
        Assert.InRange(world.Endpoint.RouteRevision, revision, revision + 1);
    }

    [Fact]
    [Trait("Fault", "F46")]
    public void Decide_NoTrafficForAWholeStep_AsksAPersonAndIsNoSuccess()
    {
        var world = Started(ACanary).Conducts(2, VariantEvidence.None);

        world.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal(RolloutPhase.Paused, world.Rollout.Phase);
        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("No request reached v2", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_TooFewRequests_IsNeitherSuccessNorFailure()
    {
        var world = Started(ACanary).Failing(2, 0.02, requests: 50);

        world.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("50 of the 100 requests", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_EveryOneOfFewRequestsFails_IsTakenBackWithoutWaitingForMore()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep).Failing(2, 1, requests: 50);

        world.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);
    }

    [Fact]
    public void Decide_HarmWhilePaused_RollsBackNevertheless()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Do(RolloutVerbs.Pause(world.Rollout, Ada, "lunch"), Ada);

        world.Failing(2, 0.5).PassUntil(r => r.Phase == RolloutPhase.RollingBack);

        Assert.Equal("v1 10000", world.Split);
    }

    [Fact]
    public void Decide_Paused_TheTrafficAndTheClockStandStill()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep).Pass(TimeSpan.FromSeconds(20));
        world.Do(RolloutVerbs.Pause(world.Rollout, Ada, ""), Ada);

        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("v1 9000, v2 1000", world.Split);
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromSeconds(30));

        Assert.True(world.Rollout.CurrentStep is HoldStep, "50 of 60 s have run");
        world.Pass(TimeSpan.FromSeconds(15));
        Assert.False(world.Rollout.CurrentStep is HoldStep);
    }

    [Fact]
    public void Decide_TripOnOneAgent_RollsBackAtOnceWithItsNumbers()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

        world.Trips = [world.ATrip()];
        world.Settle();

        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);
        Assert.Contains("55", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Equal(world.Now, world.Rollout.Timings.DetectedAt);
        Assert.Equal(world.Now - TimeSpan.FromSeconds(1), world.Rollout.Timings.HarmedAt);
    }

    [Fact]
    [Trait("Fault", "F52")]
    public void Decide_TripFromBeforeAnUndo_DoesNotRollBackAgain()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Trips = [world.ATrip()];
        world.Settle();

        world.Do(RolloutVerbs.Undo(world.Rollout, world.Endpoint, Ada, world.Now), Ada).Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(RolloutPhase.Paused, world.Rollout.Phase);
        Assert.Equal("v1 9000, v2 1000", world.Split);
    }

    [Fact]
    [Trait("Fault", "F22")]
    public void Decide_AgentRefusesTheVersion_PausesWithTheAgentsReason()
    {
        var world = Started(ACanary);
        world.Refuses = "digest_mismatch";

        world.Settle();

        Assert.Equal(PauseCode.AgentRefused, world.Rollout.Pauses.Single().Code);
        Assert.Equal("agent-1 cannot serve v2 (digest_mismatch): the file is broken. Mend that and resume, or abort and register a version that agents can load.", world.Rollout.Sentence);
    }

    [Fact]
    public void Decide_TooFewAgentsReachable_WaitsAndSaysWhatWouldHelp()
    {
        var world = Started(ACanary);
        world.ReachableAgents = 2;

        world.Settle();

        Assert.Equal(0, world.Rollout.Step);
        Assert.Contains("bring agent-3 back, or remove", world.Decisions[^1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_Frozen_DoesNotAdvanceButRollsBack()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Schedule = new ChangeSchedule { Freezes = [new FreezeWindow(world.Now, world.Now.AddDays(3), "holidays")] };

        world.Pass(TimeSpan.FromHours(1));
        Assert.True(world.Rollout.CurrentStep is HoldStep);
        Assert.Contains("holidays", world.Decisions[^1].Sentence, StringComparison.Ordinal);

        world.Failing(2, 0.5).PassUntil(r => r.Phase == RolloutPhase.RollingBack);
        Assert.Equal("v1 10000", world.Split);
    }

    [Fact]
    public void Decide_HarmWhileBaking_StableAndItsPredecessorAreAsBefore()
    {
        var world = Started(ACanary).PassUntil(r => r.Phase == RolloutPhase.Baking);
        Assert.Equal(2, world.Endpoint.StableVersion);

        world.Failing(2, 0.5).PassUntil(r => r.Phase == RolloutPhase.RollingBack);

        Assert.Equal(1, world.Endpoint.StableVersion);
        Assert.Null(world.Endpoint.PreviousStableVersion);
        Assert.Equal("v1 10000", world.Split);
    }

    [Fact]
    public void Decide_WayBackNotConfirmed_GivesUpAtTheDeadline()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Trips = [world.ATrip()];
        world.Settle();
        world.AgentsFollow = false;

        world.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(RolloutPhase.Failed, world.Rollout.Phase);
    }
}
