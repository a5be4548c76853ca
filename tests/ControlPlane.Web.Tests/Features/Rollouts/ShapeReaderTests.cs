using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Rollouts.Wizard;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class ShapeReaderTests
{
    [Fact]
    public void Read_NothingTyped_LeavesEverythingToTheRecipe()
    {
        var draft = ShapeReader.Read(Choice(RolloutStrategy.Canary)).Value;

        Assert.Equal((null, null, null), (draft.Steps, draft.Hold, draft.Gate));
        Assert.Null(draft.Guards);
    }

    [Fact]
    public void Read_SharesTimesAndSwitches_AreWhatPeopleMean()
    {
        var draft = ShapeReader.Read(Choice(RolloutStrategy.Canary, ("steps", "1, 12.5, 50 %"), ("hold", "5 m"), ("gate", "yes"), ("guards.errorShare", "10"))).Value;

        Assert.Equal([100, 1250, 5000], draft.Steps);
        Assert.Equal(TimeSpan.FromMinutes(5), draft.Hold);
        Assert.True(draft.Gate);
        Assert.Equal(0.1, draft.Guards!.ErrorShare);
        Assert.Equal(0.2, draft.Guards.TimeoutShare);
    }

    [Theory]
    [InlineData("hold", "soon")]
    [InlineData("steps", "5, many")]
    [InlineData("minimumRequests", "1.5")]
    [InlineData("guards.errorShare", "101")]
    public void Read_WhatCannotBeRead_IsRefusedAtItsField(string field, string text)
    {
        var refusal = ShapeReader.Read(Choice(RolloutStrategy.Canary, (field, text))).Refusal!;

        Assert.Equal(RolloutRefusals.Invalid, refusal.Code);
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
    }

    [Fact]
    public void Read_LabelsThatGatesWaitFor_AndErrorsOfATest_AreShares()
    {
        var canary = ShapeReader.Read(Choice(RolloutStrategy.Canary, ("minimumAccuracy", "90 %"), ("minimumCoverage", "40"), ("patience", "2h"))).Value;
        var test = ShapeReader.Read(Choice(RolloutStrategy.AbTest, ("alpha", "0.01"), ("power", "0.9"))).Value;

        Assert.Equal((0.9, 0.4, TimeSpan.FromHours(2)), (canary.MinimumAccuracy, canary.MinimumCoverage, canary.Patience));
        Assert.Equal((0.01, 0.9), (test.Alpha, test.Power));
    }

    [Fact]
    public void Read_Gates_AreAskedInTheOrderOfTheirMomentsWithTheNamedSecret()
    {
        var hooks = ShapeReader.Read(Choice(
            RolloutStrategy.Canary, ("hooks.after-promotion", "https://b.example/done"), ("hooks.before-traffic", " https://a.example/may "), ("hooks.secret", "board"))).Value.Hooks;

        Assert.Equal([HookMoment.BeforeTraffic, HookMoment.AfterPromotion], hooks.Select(h => h.Moment));
        Assert.Equal(("https://a.example/may", "board"), (hooks[0].Source.Address, hooks[0].Source.Secret));
        Assert.Empty(ShapeReader.Read(Choice(RolloutStrategy.Canary, ("hooks.secret", "board"))).Value.Hooks);
    }

    [Theory]
    [InlineData("hooks[0].address", "hooks.before-traffic")]
    [InlineData("hooks[1].moment", "hooks.after-promotion")]
    [InlineData("hooks[1].secret", "hooks.secret")]
    public void ProblemOf_APartOfAGate_StandsAtTheFieldItWasTypedIn(string part, string field)
    {
        var choice = Choice(RolloutStrategy.Canary, ("hooks.before-traffic", "nowhere"), ("hooks.after-promotion", "https://b.example"));
        var screen = new WizardScreen { Choice = choice, Endpoints = [], Refusal = new Refusal("x", "y") { Fields = [new FieldProblem(part, "is wrong", "mend it")] } };

        var named = HookFields.All.Where(f => screen.ProblemOf(f.Name) is not null);

        Assert.Equal([field], named.Select(f => f.Name));
    }

    [Fact]
    public void Read_FieldsOfAnotherStrategy_AreLeftOut() =>
        Assert.True(ShapeReader.Read(Choice(RolloutStrategy.Shadow, ("steps", "nonsense"), ("share", "20"))) is { IsAccepted: true, Value.Share: 2000 });

    [Fact]
    public void Read_EverythingOfABandit_ReachesItsStep()
    {
        var draft = ShapeReader.Read(Choice(
            RolloutStrategy.Bandit, ("policy", "epsilon-greedy"), ("metric", "reward"), ("hold", "2m"), ("floor", "3"), ("championFloor", "10"), ("attributionWindow", "90s"),
            ("halfLife", "1h"), ("maximumMove", "7.5"), ("epsilon", "15"), ("missing", "zero"))).Value;

        Assert.Equal((BanditPolicy.EpsilonGreedy, "reward", TimeSpan.FromMinutes(2)), (draft.Policy, draft.Metric, draft.Hold));
        Assert.Equal((300, 1_000, 750, 0.15), (draft.Floor, draft.ChampionFloor, draft.MaximumMove, draft.Epsilon));
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromHours(1), MissingReward.Zero), (draft.AttributionWindow, draft.HalfLife, draft.Missing));
    }

    [Fact]
    public void Read_Rules_KeepOrderConditionsAndShares()
    {
        var rules = RuleLine.Format([new RuleLine("europe", "region", ConditionOperator.In, "eu, uk", "50"), new RuleLine("rest", "", ConditionOperator.In, "", "5")]);

        var draft = ShapeReader.Read(Choice(RolloutStrategy.FeatureFlag, ("rules", rules))).Value;

        Assert.Equal(["europe", "rest"], draft.Rules!.Select(r => r.Id));
        Assert.Equal(["eu", "uk"], draft.Rules![0].Conditions[0].Values);
        Assert.Equal([5000, 500], draft.Rules!.Select(r => r.Share));
        Assert.Empty(draft.Rules![1].Conditions);
    }

    [Theory]
    [InlineData("fallback.version", "3", 3, null)]
    [InlineData("fallback.constant", "{\"outputs\":[]}", null, "{\"outputs\":[]}")]
    public void Read_Fallback_IsAVersionOrAConstantAnswer(string field, string text, int? version, string? constant) =>
        Assert.Equal(new FallbackAnswer(version, constant), ShapeReader.Read(Choice(RolloutStrategy.FeatureFlag, (field, text))).Value.Fallback);

    [Fact]
    public void Read_BothFallbacks_AreRefused() =>
        Assert.Equal("fallback.constant", Assert.Single(ShapeReader.Read(Choice(RolloutStrategy.FeatureFlag, ("fallback.version", "3"), ("fallback.constant", "{}"))).Refusal!.Fields).Field);

    [Fact]
    public void Read_Stages_AreTheChosenOrderWithTheirOwnFields()
    {
        var draft = ShapeReader.Read(Choice(RolloutStrategy.Plan, ("stages", "shadow,canary"), ("share", "50"), ("steps", "10"))).Value;

        Assert.Equal([RolloutStrategy.Shadow, RolloutStrategy.Canary], draft.Stages.Select(s => s.Strategy));
        Assert.Equal(5000, draft.Stages[0].Share);
        Assert.Equal([1000], draft.Stages[1].Steps);
        Assert.Null(draft.Stages[1].Share);
    }

    [Fact]
    public void Read_Policy_IsTheNamedOne() =>
        Assert.Equal(BanditPolicy.EpsilonGreedy, ShapeReader.Read(Choice(RolloutStrategy.Bandit, ("policy", "epsilon-greedy"))).Value.Policy);

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Fields_EveryStrategy_AreNamedOnceAndReadableWhenEmpty(RolloutStrategy strategy)
    {
        var fields = ShapeFields.Of(strategy);

        Assert.Equal(fields.Count, fields.DistinctBy(f => f.Name).Count());
        Assert.True(ShapeReader.Read(Choice(strategy)).IsAccepted);
        Assert.All(fields.Where(f => f.Kind == ShapeFieldKind.Choice), f => Assert.NotEmpty(f.Options));
    }

    public static TheoryData<RolloutStrategy> Strategies() => new(Enum.GetValues<RolloutStrategy>());

    private static WizardChoice Choice(RolloutStrategy strategy, params (string Field, string Text)[] fields) =>
        fields.Aggregate(new WizardChoice { Endpoint = "pets", Versions = [2], Strategy = strategy }, (choice, f) => choice.With(f.Field, f.Text));
}
