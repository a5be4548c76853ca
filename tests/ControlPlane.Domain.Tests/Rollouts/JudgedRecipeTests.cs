using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

/// <summary>Who takes part in an A/B test, and a blue/green that evidence decides: compiled and lived through.</summary>
public sealed class JudgedRecipeTests
{
    private static readonly RolloutDraft ATest = new() { Strategy = RolloutStrategy.AbTest, Versions = [2], Hold = TimeSpan.FromSeconds(60) };
    private static readonly RolloutDraft Smoked = new() { Strategy = RolloutStrategy.BlueGreen, Versions = [2], Gate = false };
    private static readonly AttributeCondition Australia = new("x-region", ConditionOperator.In, ["au"]);

    [Fact]
    public void AbTest_OfASegment_SplitsItAloneAndLeavesTheOthersOnStable()
    {
        var world = Started(ATest with { Segment = [Australia], Share = 3_000 }).PassUntil(r => r.CurrentStep is ExperimentStep);

        var rule = world.Endpoint.Overlay.Rules.Single();
        Assert.Equal([Australia], rule.Conditions);
        Assert.Equal([new BucketInterval(0, 3_000)], rule.Split!.Single(s => s.Variant == "v2").Buckets);
        Assert.Equal([new BucketInterval(3_000, 10_000)], rule.Split!.Single(s => s.Variant == "v1").Buckets);
        Assert.Equal("v1 10000", world.Split);
    }

    [Fact]
    public void AbTest_OfASegment_EndsByTheVerdictOfItsExperiment()
    {
        var world = Started(ATest with { Segment = [Australia] }).PassUntil(r => r.IsTerminal);

        Assert.Equal((RolloutPhase.Succeeded, "v2 10000"), (world.Rollout.Phase, world.Split));
        Assert.Empty(world.Endpoint.Overlay.Rules);
    }

    [Theory]
    [InlineData(true, AssignmentUnit.Request)]
    [InlineData(false, AssignmentUnit.Caller)]
    public void AbTest_AssignmentUnit_IsWhatAgentsAreToldAndWarnedOf(bool perRequest, AssignmentUnit unit)
    {
        var world = Started(ATest with { PerRequest = perRequest }).PassUntil(r => r.CurrentStep is ExperimentStep);

        Assert.Equal((unit, unit), (world.Rollout.Plan.Assignment, world.Endpoint.Overlay.Assignment));
        Assert.Equal(perRequest, world.Rollout.Plan.Warnings.Any(w => w.Contains("the same caller meets both versions", StringComparison.Ordinal)));
    }

    [Fact]
    public void BlueGreen_WithoutAGate_HasASmokeAnalysisInPlaceOfThePerson()
    {
        var plan = Recipe.Compile(Smoked, Recipes).Value;

        Assert.Equal(
            "Prepare v2 | Apply 1 rule | Analyse error-share, invalid-share, latency-p99 | Switch: v2 becomes stable | Bake 1 min | Keep the previous version warm for 10 min",
            string.Join(" | ", plan.Steps.Select(s => s.Title)));
        Assert.DoesNotContain(plan.Steps, s => s.NeedsPerson);
    }

    [Fact]
    public void BlueGreen_PreviewedRequestsAreWell_SwitchesByItself()
    {
        var world = Started(Smoked).PassUntil(r => r.IsTerminal);

        Assert.Equal((RolloutPhase.Succeeded, "v2 10000"), (world.Rollout.Phase, world.Split));
        Assert.Equal(StepOutcome.Done, world.Rollout.Runs.Single(r => world.Rollout.Plan.Steps[r.Step] is AnalyseStep).Outcome);
    }

    [Fact]
    public void BlueGreen_PreviewedRequestsFail_IsTakenBackBeforeAnybodyElseMeetsIt()
    {
        var world = Started(Smoked).Failing(2, 0.3).PassUntil(r => r.Phase == RolloutPhase.RollingBack);

        Assert.Equal(1, world.Endpoint.StableVersion);
        Assert.DoesNotContain(world.Transcript, t => t.Contains("v2 10000", StringComparison.Ordinal));
    }

    [Fact]
    public void BlueGreen_NobodyTriesThePreview_AsksAPerson()
    {
        var world = Started(Smoked).Conducts(2, VariantEvidence.None).PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Equal("v1 10000", world.Split);
    }
}
