using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class RecipeTests
{
    private static RolloutDraft AFlag => new() { Strategy = RolloutStrategy.FeatureFlag, Versions = [2] };

    public static TheoryData<RolloutStrategy, string> UsualPlans() => new()
    {
        { RolloutStrategy.Recreate, "Tear down v1: the endpoint stops answering | Prepare v2 | Switch: v2 becomes stable | Bake 1 min" },
        { RolloutStrategy.Canary, "Prepare v2 | Split v1 95 %, v2 5 % | Hold 1 min | Analyse error-share, invalid-share, latency-p99 | Split v1 75 %, v2 25 % | Hold 1 min | Analyse error-share, invalid-share, latency-p99 | Split v1 50 %, v2 50 % | Hold 1 min | Analyse error-share, invalid-share, latency-p99 | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min" },
        { RolloutStrategy.CanaryRolling, "Prepare v2 on 1 agent | Switch 1 agent to v2 | Hold 1 min | Analyse error-share, invalid-share, latency-p99 | Prepare v2 | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min" },
        { RolloutStrategy.BlueGreen, "Prepare v2 | Apply 1 rule | Wait for a person: switch all traffic to v2 | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min" },
        { RolloutStrategy.Shadow, "Prepare v2 | Mirror 100 % to v2 | Hold 1 min | Wait for a person: end the comparison" },
        { RolloutStrategy.AbTest, "Prepare v2 | Split v1 50 %, v2 50 % | Experiment on error-share | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min" },
        { RolloutStrategy.Bandit, "Prepare v2 | Bandit over 2 arms by accuracy | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min" },
        { RolloutStrategy.FeatureFlag, "Prepare v2 | Apply 1 rule | Wait for a person: make v2 the stable version | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min" },
    };

    [Theory]
    [MemberData(nameof(UsualPlans))]
    public void Compile_StrategyAndVersionOnly_IsTheUsualPlan(RolloutStrategy strategy, string expected)
    {
        var plan = Recipe.Compile(new RolloutDraft { Strategy = strategy, Versions = [2] }, Recipes).Value;

        Assert.Equal(expected, string.Join(" | ", plan.Steps.Select(s => s.Title)));
    }

    [Fact]
    public void Compile_RollingOverThreeAgents_ChangesOneAfterTheOther()
    {
        var plan = Recipe.Compile(new RolloutDraft { Strategy = RolloutStrategy.Rolling, Versions = [2] }, Recipes).Value;

        Assert.Equal(["a1", "a2", "a3"], plan.Steps.OfType<SwitchStep>().SelectMany(s => s.Agents ?? []));
        Assert.Empty(plan.Steps.OfType<TearDownStep>());
        Assert.Equal(2, plan.Steps.OfType<AnalyseStep>().Count());
    }

    [Fact]
    public void Compile_RollingWithoutSurge_TakesAgentsOutOfServiceBatchByBatch()
    {
        var plan = Recipe.Compile(new RolloutDraft { Strategy = RolloutStrategy.Rolling, Versions = [2], MaxUnavailable = 2 }, Recipes).Value;

        Assert.Equal([2, 1], plan.Steps.OfType<TearDownStep>().Select(s => s.Agents!.Count));
    }

    [Theory]
    [InlineData(9, null)]
    [InlineData(null, null)]
    [InlineData(3, "{}")]
    public void Compile_FallbackThatNamesNoOrTwoAnswers_IsRefused(int? version, string? constant) =>
        Assert.Equal(RolloutRefusals.Invalid, Recipe.Compile(AFlag with { Fallback = new(version, constant) }, Recipes).Refusal!.Code);

    [Fact]
    public void Compile_FallbackVersion_StandsInAndIsNoChallenger()
    {
        var plan = Recipe.Compile(AFlag with { Fallback = new(3, null) }, Recipes).Value;

        Assert.Equal([3], plan.Fallbacks);
        Assert.Equal([2], plan.Challengers(stableVersion: 1));
    }

    [Fact]
    public void Compile_WithABaseline_GivesItTheChallengersShare()
    {
        var plan = Recipe.Compile(ACanary with { HasBaseline = true }, Recipes).Value;

        Assert.Equal("Split v1 80 %, baseline 10 %, v2 10 %", plan.Steps[1].Title);
    }

    [Fact]
    public void Compile_TemplateThatNeedsABaseline_GivesItTheChallengersShare()
    {
        var plan = Recipe.Compile(ACanary with { Analysis = AnalysisTemplate.Default with { NeedsBaseline = true } }, Recipes).Value;

        Assert.Equal("Split v1 80 %, baseline 10 %, v2 10 %", plan.Steps[1].Title);
    }

    [Fact]
    public void Compile_BaselineWithoutACanary_IsRefused()
    {
        var refusal = Recipe.Compile(new RolloutDraft { Strategy = RolloutStrategy.AbTest, Versions = [2], HasBaseline = true }, Recipes).Refusal!;

        Assert.Equal("baseline", refusal.Fields.Single().Field);
    }

    [Theory]
    [InlineData(4_000, "above the usual")]
    [InlineData(100, "below the usual")]
    public void Compile_UnusualShare_Warns(int share, string warning) =>
        Assert.Contains(warning, Recipe.Compile(ACanary with { Steps = [share] }, Recipes).Value.Warnings.Single(), StringComparison.Ordinal);

    [Fact]
    public void Compile_UsualShare_DoesNotWarn() => Assert.Empty(Recipe.Compile(ACanary, Recipes).Value.Warnings);

    [Fact]
    public void Compile_SameDraftTwice_GivesTheSamePlan() => Assert.Equivalent(Recipe.Compile(ACanary, Recipes).Value, Recipe.Compile(ACanary, Recipes).Value, strict: true);

    [Fact]
    public void CheckReadable_PlanOfANewerBuild_IsRefused()
    {
        var plan = Recipe.Compile(ACanary, Recipes).Value;

        Assert.Null(plan.CheckReadable());
        Assert.Equal(RolloutRefusals.PlanUnsupported, (plan with { SchemaVersion = 2 }).CheckReadable()!.Code);
    }

    [Fact]
    public void Forecast_OfACanary_TellsTimeExposureAndTheWayBack()
    {
        var forecast = PlanForecast.Of(Recipe.Compile(ACanary with { Steps = [500, 1_000] }, Recipes).Value, 1, 3);

        Assert.Equal(TimeSpan.FromMinutes(3), forecast.MinimumTime);
        Assert.Equal(1_000, forecast.LargestShare);
        Assert.Equal(0, forecast.Gates);
        Assert.False(forecast.HasGap);
        Assert.Equal(TimeSpan.FromSeconds(20), forecast.AnalysisTime);
    }

    [Fact]
    public void Alarm_ChampionThatBreaksTheLimitItself_BlocksTheStart()
    {
        var plan = Recipe.Compile(ACanary, Recipes).Value;

        var refusal = AlarmRule.Check(plan, new VariantEvidence { Requests = 1_000, Errors = 300 });

        Assert.Equal(RolloutRefusals.AlarmAlreadyRed, refusal!.Code);
        Assert.Contains("error-share is 30 % in 1000 requests, the limit is 20 %", refusal.Sentence, StringComparison.Ordinal);
        Assert.Null(AlarmRule.Check(plan, new VariantEvidence { Requests = 1_000, Errors = 100 }));
        Assert.Null(AlarmRule.Check(plan, new VariantEvidence { Requests = 10, Errors = 10 }));
    }

    [Fact]
    public void FeatureFlag_GrowingShare_KeepsEveryCallerItHas()
    {
        var world = Started(new RolloutDraft { Strategy = RolloutStrategy.FeatureFlag, Versions = [2], Share = 1_000, Segment = [new AttributeCondition("x-region", ConditionOperator.In, ["au"])] }).Settle();

        var rule = world.Endpoint.Overlay.Rules.Single();

        Assert.Equal([new BucketInterval(0, 1_000)], rule.Split!.Single(s => s.Variant == "v2").Buckets);
        Assert.Equal("v1 10000", world.Split);
        Assert.Equal("everybody", rule.Id);
    }

    [Fact]
    public void Rollout_NewSalt_IsSetWhileEverybodyIsOnOneVersion()
    {
        var world = Started(ACanary);
        Assert.Equal("salt", world.Endpoint.Salt);

        world.Settle();

        Assert.Equal("s2", world.Endpoint.Salt);
        Assert.Equal(TrafficWeight.Whole, world.Endpoint.Champion.Weight + world.Endpoint.Variants.Where(v => v.Role != VariantRole.Champion).Sum(v => v.Weight));
    }

    [Fact]
    public void Rollout_ShapeItGave_NamesItUntilAPersonGivesAnother()
    {
        var world = Started(ACanary);
        Assert.Null(world.Endpoint.Overlay.Rollout);

        world.Settle();
        Assert.Equal(world.Rollout.Id, world.Endpoint.Overlay.Rollout);

        _ = world.Endpoint.RollBack(world.Now);
        Assert.Null(world.Endpoint.Overlay.Rollout);
    }
}
