using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class HookRuleTests
{
    [Fact]
    public void Gate_ServiceAgrees_GoesOnAndSaysWhatItSaid()
    {
        var world = Started(ACanary with { Hooks = [Hook(HookMoment.BeforeTraffic)] });
        world.Service = () => (true, "window is open (200)");

        world.PassUntil(r => r.CurrentStep is SplitStep or HoldStep);

        var run = world.Rollout.Runs.Single(r => world.Rollout.Plan.Steps[r.Step] is WebhookStep);
        Assert.Equal(StepOutcome.Done, run.Outcome);
        Assert.Contains("change.example agreed: window is open (200).", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_ServiceRefuses_HoldsTheTrafficCountsAndSaysWhy()
    {
        var world = Started(ACanary with { Hooks = [Hook(HookMoment.BeforeTraffic)] });
        world.Service = () => (false, "freeze until Monday (409)");

        world.PassUntil(r => r.Run?.Hook is { Refused: 2 });

        Assert.Equal("v1 10000", world.Split);
        Assert.Equal("change.example refused, 2 of 3 times: freeze until Monday (409). It is asked again in 30 s.", world.Rollout.Sentence);
        Assert.Equal(30, (world.Now - world.Rollout.Runs.Single(r => r.Hook is not null).BeganAt).TotalSeconds, 2.0);
    }

    [Fact]
    public void Gate_RefusedToTheLimit_PausesForAPersonAndResumeAsksAnew()
    {
        var world = Started(ACanary with { Hooks = [Hook(HookMoment.BeforePromotion)] });
        world.Service = () => (false, "no (403)");
        world.PassUntil(r => r.Phase == RolloutPhase.Paused);
        Assert.Equal(PauseCode.HookRefused, world.Rollout.Pauses.Single().Code);
        Assert.Contains("refused, 3 of 3 times: no (403). Resume asks it again", world.Rollout.Sentence, StringComparison.Ordinal);

        world.Skip(TimeSpan.FromMinutes(5)).Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada);
        world.Service = () => (true, "yes (200)");
        world.PassUntil(r => r.Phase is RolloutPhase.Promoting or RolloutPhase.Baking);

        Assert.Equal(2, world.Rollout.Plan.Steps.Index().Single(s => s.Item is SwitchStep).Item is SwitchStep { Version: var version } ? version : 0);
    }

    [Fact]
    public void Gate_AnswerFromBeforeThePause_IsNotCountedAgain()
    {
        var world = Started(ACanary with { Hooks = [Hook(HookMoment.BeforeTraffic)] });
        world.Service = () => (false, "no (403)");
        world.PassUntil(r => r.Phase == RolloutPhase.Paused);
        var old = world.Now;
        world.Service = null;
        world.Skip(TimeSpan.FromMinutes(1)).Do(RolloutVerbs.Resume(world.Rollout, Ada, ""), Ada);

        var decision = RolloutEngine.Decide(world.Rollout, world.Facts() with { Hook = new HookReading(old, IsAgreed: true, "yes") }, world.Now);

        Assert.False(decision.HasEffect);
        Assert.Null(world.Rollout.Run!.Hook);
    }

    [Fact]
    public void Gate_WhileTheServiceRefuses_HarmStillTakesTheVersionBack()
    {
        var world = Started(ACanary with { Hooks = [Hook(HookMoment.BeforePromotion) with { Refusals = 100 }] });
        world.Service = () => (false, "no (403)");
        world.PassUntil(r => r.CurrentStep is WebhookStep);

        world.Failing(2, 0.5).PassUntil(r => r.Phase != RolloutPhase.Progressing);

        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);
    }

    [Theory]
    [InlineData(RolloutStrategy.Recreate)]
    [InlineData(RolloutStrategy.Rolling)]
    [InlineData(RolloutStrategy.BlueGreen)]
    [InlineData(RolloutStrategy.Canary)]
    [InlineData(RolloutStrategy.CanaryRolling)]
    [InlineData(RolloutStrategy.FeatureFlag)]
    public void Life_WithAGateAtEachMoment_EndsWellOnceTheServiceAgrees(RolloutStrategy strategy)
    {
        var world = Started(new RolloutDraft { Strategy = strategy, Versions = [2], Gate = false, Hooks = [Hook(HookMoment.BeforeTraffic), Hook(HookMoment.BeforePromotion), Hook(HookMoment.AfterPromotion)] });
        var questions = 0;
        world.Service = () => (++questions % 2 == 0, "asked");

        world.PassUntil(r =>
        {
            if (r.Pauses.Any(p => p.Code == PauseCode.Gate))
                world.Do(RolloutVerbs.Promote(r, world.Facts(), Bob, ""), Bob);
            return r.IsTerminal;
        });

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.Equal(6, questions);
    }

    [Fact]
    public void Compile_PromotionWhereThereIsNone_IsRefusedWithTheField()
    {
        var refusal = Recipe.Compile(new RolloutDraft { Strategy = RolloutStrategy.Shadow, Versions = [2], Hooks = [Hook(HookMoment.BeforePromotion)] }, Recipes).Refusal!;

        Assert.Equal((RolloutRefusals.Invalid, "hooks[0].moment"), (refusal.Code, refusal.Fields.Single().Field));
    }

    [Fact]
    public void Compile_WrongGates_NamesEachField()
    {
        var wrong = Hook(HookMoment.BeforeTraffic) with { Source = new WebhookSource { Address = "nowhere" }, Interval = TimeSpan.Zero, Refusals = 0 };

        var refusal = Recipe.Compile(ACanary with { Hooks = [wrong] }, Recipes).Refusal!;

        Assert.Equal(["hooks[0].address", "hooks[0].interval", "hooks[0].refusals"], refusal.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Compile_SeveralAtOneMoment_KeepsTheirOrder()
    {
        var hooks = new[] { "a", "b", "c" }.Select(n => Hook(HookMoment.BeforePromotion) with { Source = new WebhookSource { Address = $"https://{n}.example/" } }).ToList();

        var plan = Recipe.Compile(ACanary with { Hooks = hooks }, Recipes).Value;

        Assert.Equal(["a.example", "b.example", "c.example"], plan.Steps.OfType<WebhookStep>().Select(s => s.Host));
        Assert.IsType<SwitchStep>(plan.Steps[plan.Steps.Index().Last(s => s.Item is WebhookStep).Index + 1]);
    }

    private static WebhookStep Hook(HookMoment moment) =>
        new(new WebhookSource { Address = "https://change.example/may", Retries = 0 }, moment, TimeSpan.FromSeconds(30), 3);
}
