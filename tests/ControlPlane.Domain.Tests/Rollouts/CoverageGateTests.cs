using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class CoverageGateTests
{
    private static readonly AnalysisTemplate Template = new()
    {
        Name = "labels",
        Checks = [new MetricCheck { Metric = MetricName.Accuracy, Minimum = 0.9, MinimumCoverage = 0.4, Window = null, FailureLimit = 0, FailureWindow = null }],
    };

    [Fact]
    public void Gate_LabelsStayBelowTheCoverage_TimesOutToInconclusiveAndNeverPasses()
    {
        var world = AtGate().Conducts(2, Labelled(labelled: 1_000, correct: 1_000));

        world.PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("Labels are known for 10 % of 10000 requests of v2; accuracy waits for 40 %", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.IsType<AnalyseStep>(world.Rollout.CurrentStep);
    }

    [Fact]
    public void Gate_CoverageIsReached_Passes()
    {
        var world = AtGate().Conducts(2, Labelled(labelled: 4_000, correct: 3_900));

        world.PassUntil(r => r.CurrentStep is SwitchStep or BakeStep);

        Assert.Equal(StepOutcome.Done, world.Rollout.Runs.Single(r => world.Rollout.Plan.Steps[r.Step] is AnalyseStep).Outcome);
    }

    [Fact]
    public void Gate_FewLabelsOnManyRequests_IsNotJudgedByRequests()
    {
        var check = Template.Checks[0] with { MinimumCoverage = null };
        var world = AtGate().Conducts(2, Labelled(labelled: 5, correct: 0));

        var measurement = MetricReader.Measure(check, world, "v2", "v1", world.Now);

        Assert.Equal(MeasurementResult.Inconclusive, measurement.Result);
    }

    [Fact]
    public void Compile_AccuracyAskedFor_GatesWaitForCoverageAndTheirPatienceAndTheWatchDoesNot()
    {
        var draft = ACanary with { MinimumAccuracy = 0.9, MinimumCoverage = 0.4, Patience = TimeSpan.FromMinutes(2) };
        var world = Started(draft).Conducts(2, Labelled(labelled: 1_000, correct: 1_000)).PassUntil(r => r.CurrentStep is AnalyseStep);
        var gate = (AnalyseStep)world.Rollout.CurrentStep!;
        var began = world.Now;

        world.PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(TimeSpan.FromMinutes(2), gate.Patience);
        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.InRange(world.Now - began, TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(140));
        Assert.Contains("accuracy waits for 40 %", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Rollout.Plan.Watch!.Checks, c => c.Metric == MetricName.Accuracy);
    }

    [Theory]
    [InlineData(1.5, null, RolloutStrategy.Canary, "minimumAccuracy")]
    [InlineData(null, 0.4, RolloutStrategy.Canary, "minimumCoverage")]
    [InlineData(0.9, 0.0, RolloutStrategy.Canary, "minimumCoverage")]
    [InlineData(0.9, null, RolloutStrategy.AbTest, "minimumAccuracy")]
    public void Compile_LabelsThatNoGateCanWaitFor_AreRefusedByField(double? accuracy, double? coverage, RolloutStrategy strategy, string field)
    {
        var draft = ACanary with { Strategy = strategy, Steps = null, MinimumAccuracy = accuracy, MinimumCoverage = coverage };

        Assert.Equal(field, Assert.Single(Recipe.Compile(draft, Recipes).Refusal!.Fields).Field);
    }

    private static Building.RolloutBuilder AtGate() =>
        Started(ACanary, plan => plan with { Watch = null, Steps = [.. plan.Steps.Select(s => s is AnalyseStep gate ? gate with { Template = Template } : s)] })
            .PassUntil(r => r.CurrentStep is AnalyseStep or HoldStep);

    private static VariantEvidence Labelled(long labelled, long correct) => new() { Requests = 10_000, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 6, Labelled = labelled, Correct = correct };
}
