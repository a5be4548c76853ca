using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class RolloutOffersTests
{
    [Fact]
    public void Offers_Holding_AreAllAvailableWithTheirEffectInNumbers()
    {
        var offers = Of(ARollout.Canary.At(2).Rollout);

        Assert.All([offers.Promote, offers.PromoteFully, offers.PauseOrResume, offers.Abort], o => Assert.Null(o.UnavailableBecause));
        Assert.Equal("Ends 'Hold 1 min' and begins 'Switch: v2 becomes stable' on 1 agent.", offers.Promote.Effect);
        Assert.StartsWith("v2 goes from 10 % to 100 % of callers on 1 agent. 1 step is skipped", offers.PromoteFully.Effect);
        Assert.StartsWith("v1 goes from 90 % to 100 % on 1 agent, at once.", offers.Abort.Effect);
    }

    [Fact]
    public void Promote_Preparing_SaysThatReadinessCannotBeSkipped() =>
        Assert.Contains("readiness cannot be skipped", Of(ARollout.Canary.At(0).Rollout).Promote.UnavailableBecause);

    [Fact]
    public void PromoteFully_NoSwitchAhead_SaysSo() =>
        Assert.Contains("no switch ahead", Of(new ARollout(RolloutStrategy.Shadow, new PrepareStep([2]), new MirrorStep([2], 10_000), new HoldStep(null)).At(1).Rollout).PromoteFully.UnavailableBecause);

    [Fact]
    public void PauseOrResume_Paused_IsResume()
    {
        var offer = Of(ARollout.Canary.At(2).Apply(RolloutDecision.PauseFor(PauseCode.Person, "anna paused it.")).Rollout).PauseOrResume;

        Assert.Equal((RolloutVerb.Resume, null), (offer.Verb, offer.UnavailableBecause));
    }

    [Fact]
    public void PauseOrResume_AtAGate_SaysThatItWaitsForADecision()
    {
        var rollout = new ARollout(RolloutStrategy.BlueGreen, new PrepareStep([2]), new HoldStep(null, "switch"), new SwitchStep(2)).At(1)
            .Apply(RolloutDecision.PauseFor(PauseCode.Gate, "Wait for a person.")).Rollout;

        Assert.Equal("It waits for a decision: promote or abort.", Of(rollout).PauseOrResume.UnavailableBecause);
        Assert.Null(Of(rollout).Promote.UnavailableBecause);
    }

    [Fact]
    public void Promote_ApprovalByWhoStartedIt_NeedsAnotherPerson()
    {
        var rollout = new ARollout(RolloutStrategy.BlueGreen, new PrepareStep([2]), new HoldStep(null, "switch", NeedsApproval: true), new SwitchStep(2)).At(1)
            .Apply(RolloutDecision.PauseFor(PauseCode.Gate, "Wait for approval.")).Rollout;

        Assert.Contains("needs another person than anna", Of(rollout, viewer: "anna").Promote.UnavailableBecause);
        Assert.Null(Of(rollout, viewer: "bert").Promote.UnavailableBecause);
    }

    [Fact]
    public void Offers_TakenBack_AllSayWhyAndRetryIsOffered()
    {
        var rollout = ARollout.Canary.At(2).Apply(RolloutDecision.RollBack("Harm.", ARollout.Start)).Apply(new RolloutDecision { Trigger = RolloutTrigger.Settle, Sentence = "Harm." }).Rollout;
        var offers = Of(rollout);

        Assert.All([offers.Promote, offers.PromoteFully, offers.PauseOrResume, offers.Abort], o => Assert.Equal("It has ended: rolled back.", o.UnavailableBecause));
        Assert.True(offers.Retry.IsAvailable);
    }

    [Fact]
    public void Offers_StableVersionFailsByItself_WarnOfGoingBackAndOfferToGoForward()
    {
        var facts = Facts.Of("pets", ("v1", 9000), ("v2", 1000)) with { Window = [Facts.AWindow("v1", 200, modelErrors: 60), Facts.AWindow("v2", 20)] };
        var offers = new RolloutOffers(ARollout.Canary.At(2).Rollout, facts, "someone");

        Assert.EndsWith("Beware: 30.0 % of 200 requests to v1 failed in 60 s by itself; to roll forward, promote fully.", offers.Abort.Effect);
        Assert.EndsWith("30.0 % of 200 requests to v1 failed in 60 s, so going back would not help: this rolls forward.", offers.PromoteFully.Effect);
    }

    [Fact]
    public void Offers_OnlyTheChallengerFails_WarnOfNothing()
    {
        var facts = Facts.Of("pets", ("v1", 9000), ("v2", 1000)) with { Window = [Facts.AWindow("v1", 200), Facts.AWindow("v2", 20, modelErrors: 20)] };

        Assert.EndsWith("Can be undone for 10 s.", new RolloutOffers(ARollout.Canary.At(2).Rollout, facts, "someone").Abort.Effect);
    }

    [Fact]
    public void PauseOrResume_SwitchedOffAtAGate_SwitchesOnAgain()
    {
        var rollout = new ARollout(RolloutStrategy.FeatureFlag, new PrepareStep([2]), new HoldStep(null, "switch"), new SwitchStep(2)).At(1)
            .Apply(RolloutDecision.PauseFor(PauseCode.Gate, "Wait for a person.")).Apply(RolloutDecision.PauseFor(PauseCode.KillSwitch, "anna switched it off.")).Rollout;

        Assert.Equal(("Switch on", true), (Of(rollout).PauseOrResume.Label, Of(rollout).PauseOrResume.IsAvailable));
    }

    [Fact]
    public void Abort_PendingRollout_IsAvailable() => Assert.True(Of(ARollout.Canary.Rollout).Abort.IsAvailable);

    private static RolloutOffers Of(Rollout rollout, string viewer = "someone") => new(rollout, Facts.Of("pets", ("v1", 9000), ("v2", 1000)), viewer);
}
