using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class RolloutVerbsTests
{
    [Fact]
    public void Promote_DuringAHold_EndsItAsSkippedAndBeginsTheNextStep()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

        world.Do(RolloutVerbs.Promote(world.Rollout, world.Facts(), Ada, "looks good"), Ada);

        Assert.True(world.Rollout.CurrentStep is AnalyseStep);
        Assert.Equal(StepOutcome.Skipped, world.Rollout.Runs[^2].Outcome);
        Assert.Contains("looks good", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void PromoteFull_FromAPause_SwitchesAndSkipsTheRest()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Do(RolloutVerbs.Pause(world.Rollout, Ada, ""), Ada);

        world.Do(RolloutVerbs.PromoteFull(world.Rollout, world.Facts(), Ada, "urgent fix"), Ada).Settle();

        Assert.Equal(2, world.Endpoint.StableVersion);
        Assert.Equal(RolloutPhase.Baking, world.Rollout.Phase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void PromoteFull_WithoutAReason_IsRefused(string reason)
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

        Assert.Equal(RolloutRefusals.ReasonNeeded, RolloutVerbs.PromoteFull(world.Rollout, world.Facts(), Ada, reason).Refusal!.Code);
    }

    [Fact]
    public void PromoteFull_VersionNotReadyEverywhere_IsRefusedBecauseReadinessIsNeverSkipped()
    {
        var world = Started(ACanary);
        world.AgentsFollow = false;
        world.Settle();
        world.Refuses = "model_rejected";

        Assert.Equal(RolloutRefusals.NotReady, RolloutVerbs.PromoteFull(world.Rollout, world.Facts(), Ada, "now").Refusal!.Code);
    }

    [Fact]
    public void Promote_GateThatNeedsAnotherPerson_IsRefusedToTheStarterAndGrantedToAnother()
    {
        var world = Started(ACanary with { NeedsApproval = true }).PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(RolloutRefusals.ApprovalNeeded, RolloutVerbs.Promote(world.Rollout, world.Facts(), Ada, "").Refusal!.Code);
        world.Do(RolloutVerbs.Promote(world.Rollout, world.Facts(), Bob, ""), Bob).Settle();

        Assert.Equal(2, world.Endpoint.StableVersion);
    }

    [Fact]
    public void PromoteFull_PlanWithAnApprovalAhead_IsRefusedToTheStarter()
    {
        var world = Started(ACanary with { NeedsApproval = true }).PassUntil(r => r.CurrentStep is HoldStep { Duration: not null });

        Assert.Equal(RolloutRefusals.ApprovalNeeded, RolloutVerbs.PromoteFull(world.Rollout, world.Facts(), Ada, "now").Refusal!.Code);
    }

    [Fact]
    public void Abort_FromEveryActivePhase_SendsEverybodyToStable()
    {
        Func<Rollout, bool>[] places =
        [
            r => r.Phase == RolloutPhase.Preparing,
            r => r.CurrentStep is HoldStep,
            r => r.Phase == RolloutPhase.Baking,
        ];
        foreach (var place in places)
        {
            var world = Started(ACanary);
            world.AgentsFollow = false;
            world.Settle();
            if (!place(world.Rollout))
            {
                world.AgentsFollow = true;
                world.PassUntil(place);
            }

            world.Do(RolloutVerbs.Abort(world.Rollout, Ada, "no"), Ada);
            world.AgentsFollow = true;
            Assert.Equal("v1 10000", world.Split);
            world.Pass(TimeSpan.FromSeconds(12));
            Assert.Equal(RolloutPhase.Aborted, world.Rollout.Phase);
            Assert.Equal(1, world.Endpoint.StableVersion);
        }
    }

    [Fact]
    public void Abort_Twice_ChangesNothingTheSecondTime()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Do(RolloutVerbs.Abort(world.Rollout, Ada, ""), Ada);
        var revision = world.Endpoint.RouteRevision;

        Assert.False(RolloutVerbs.Abort(world.Rollout, Bob, "").Value.HasEffect);
        world.Pass(TimeSpan.FromSeconds(15));
        Assert.False(RolloutVerbs.Abort(world.Rollout, Bob, "").Value.HasEffect);
        Assert.InRange(world.Endpoint.RouteRevision, revision, revision + 1);
    }

    [Fact]
    public void Undo_WithinItsTime_RestoresTheSplitAndWaits()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        var buckets = world.Endpoint.Variants[1].Buckets;
        world.Do(RolloutVerbs.Abort(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromSeconds(9));

        world.Do(RolloutVerbs.Undo(world.Rollout, world.Endpoint, Ada, world.Now), Ada);

        Assert.Equal(RolloutPhase.Paused, world.Rollout.Phase);
        Assert.Equal(buckets, world.Endpoint.Variants[1].Buckets);
    }

    [Fact]
    public void Undo_TooLate_IsRefused()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Do(RolloutVerbs.Abort(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromSeconds(11));

        Assert.Equal(RolloutRefusals.NothingToUndo, RolloutVerbs.Undo(world.Rollout, world.Endpoint, Ada, world.Now).Refusal!.Code);
    }

    [Fact]
    public void Undone_Resumed_GoesOnToSuccess()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        world.Do(RolloutVerbs.Abort(world.Rollout, Ada, ""), Ada).Pass(TimeSpan.FromSeconds(3));
        world.Do(RolloutVerbs.Undo(world.Rollout, world.Endpoint, Ada, world.Now), Ada).Pass(TimeSpan.FromSeconds(3));

        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).PassUntil(r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
    }

    [Fact]
    public void SetWeights_ByHand_PausesAndHoldsTheWeightsUntilTheNextSplit()
    {
        var world = Started(ACanary with { Steps = [1_000, 3_000] }).PassUntil(r => r.CurrentStep is HoldStep);
        var split = TrafficSplit.Create([new VariantShare(1, 8_000), new VariantShare(2, 2_000)], EndpointBuilder.Versions).Value;

        world.Do(RolloutVerbs.SetWeights(world.Rollout, split, Ada, "a little more"), Ada).Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("v1 8000, v2 2000", world.Split);
        Assert.Equal(PauseCode.ManualWeights, world.Rollout.Pauses.Single().Code);
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada).PassUntil(r => r.Step >= 5);

        Assert.Equal("v1 7000, v2 3000", world.Split);
    }

    [Fact]
    public void SetWeights_VersionOutsideTheRollout_IsRefused()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        var split = TrafficSplit.Create([new VariantShare(1, 8_000), new VariantShare(3, 2_000)], EndpointBuilder.Versions).Value;

        Assert.Equal(RolloutRefusals.Invalid, RolloutVerbs.SetWeights(world.Rollout, split, Ada, "").Refusal!.Code);
    }

    [Fact]
    public void Kill_AndResume_TakesTrafficAwayAndGivesItBackToTheSameCallers()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        var buckets = world.Endpoint.Variants[1].Buckets;

        world.Do(RolloutVerbs.Kill(world.Rollout, Ada, "too many complaints"), Ada);
        Assert.Equal("v1 10000", world.Split);
        world.Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada);

        Assert.Equal("v1 9000, v2 1000", world.Split);
        Assert.Equal(buckets, world.Endpoint.Variants[1].Buckets);
    }

    [Fact]
    public void Supersede_MidCanary_KeepsTheStableVersionAndEndsForGood()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);

        world.Do(RolloutVerbs.Supersede(world.Rollout, Bob), Bob);

        Assert.Equal(RolloutPhase.Superseded, world.Rollout.Phase);
        Assert.Equal("v1 10000", world.Split);
        Assert.Equal(1, world.Endpoint.StableVersion);
    }

    [Fact]
    public void EveryVerb_OnAnEndedRollout_IsRefusedOrChangesNothing()
    {
        var world = Started(ACanary).PassUntil(r => r.IsTerminal);
        var split = TrafficSplit.Create([new VariantShare(1, 10_000)], EndpointBuilder.Versions).Value;
        Outcome<RolloutDecision>[] asked =
        [
            RolloutVerbs.Promote(world.Rollout, world.Facts(), Ada, "x"),
            RolloutVerbs.PromoteFull(world.Rollout, world.Facts(), Ada, "x"),
            RolloutVerbs.Pause(world.Rollout, Ada, "x"),
            RolloutVerbs.Resume(world.Rollout, Ada, "x"),
            RolloutVerbs.Abort(world.Rollout, Ada, "x"),
            RolloutVerbs.RollBack(world.Rollout, Ada, "x", world.Now),
            RolloutVerbs.Undo(world.Rollout, world.Endpoint, Ada, world.Now),
            RolloutVerbs.Kill(world.Rollout, Ada, "x"),
            RolloutVerbs.Supersede(world.Rollout, Ada),
            RolloutVerbs.SetWeights(world.Rollout, split, Ada, "x"),
        ];

        Assert.All(asked, a => Assert.True(!a.IsAccepted || !a.Value.HasEffect));
    }

    [Fact]
    public void CheckUnchanged_TwoOperatorsAtOnce_TheSecondIsRefused()
    {
        var world = Started(ACanary).PassUntil(r => r.CurrentStep is HoldStep);
        var seen = world.Rollout.ConcurrencyVersion;

        world.Do(RolloutVerbs.Pause(world.Rollout, Ada, ""), Ada);

        Assert.Equal(RolloutRefusals.ChangedMeanwhile, world.Rollout.CheckUnchanged(seen)!.Code);
        Assert.Null(world.Rollout.CheckUnchanged(world.Rollout.ConcurrencyVersion));
    }
}
