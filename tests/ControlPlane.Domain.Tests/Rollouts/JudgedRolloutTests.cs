using ControlPlane.Domain.Analysis.Judges;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Rollouts;

public sealed class JudgedRolloutTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Fact]
    public void Decide_ScoreAtLeastPass_SucceedsAfterItsIntervals()
    {
        var world = Started(Draft()).PassUntil(r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.Contains(world.Decisions, d => d.Sentence.Contains("v2 scores 100 of 100 in 20 intervals", StringComparison.Ordinal));
        Assert.True(world.Now - world.Rollout.CreatedAt >= Interval * 20);
    }

    [Fact]
    public void Decide_ScoreBelowMarginal_RollsBackAndNamesTheMetric()
    {
        var world = Started(Draft());
        world.Conducts(2, new VariantEvidence { Requests = 10_000, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 9 }).PassUntil(r => r.Phase == RolloutPhase.RollingBack);

        Assert.Contains("scores 0 of 100", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Contains("latency-p99 is significantly higher (1.5 times the champion's mean)", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ScoreBetween_AsksAPersonWhenPatienceIsOver()
    {
        var world = Started(Draft(isCritical: false, "latency-p50", "latency-p95", "error-share", "invalid-share", "timeout-share"));
        world.Conducts(2, new VariantEvidence { Requests = 10_000, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 9 }).PassUntil(r => r.Phase == RolloutPhase.Paused);

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("marginal between 75 and 95", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_JudgeWithoutAnyAnswer_IsNoSuccess()
    {
        var world = Started(Draft());
        world.Conducts(2, VariantEvidence.None).PassUntil(r => r.Phase == RolloutPhase.Paused || r.IsTerminal);

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("neither success nor failure", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_BehindTheSwitch_JudgeTakesNoInterval()
    {
        var world = Started(Draft() with { Bake = TimeSpan.FromMinutes(10) }).PassUntil(r => r.Phase == RolloutPhase.Baking);
        world.Conducts(2, new VariantEvidence { Requests = 10_000, LatencyP50 = 2, LatencyP95 = 4, LatencyP99 = 9 }).PassUntil(r => r.IsTerminal);

        Assert.Equal(RolloutPhase.Succeeded, world.Rollout.Phase);
        Assert.All(world.Rollout.Watch!.Checks, c => Assert.Empty(c.Pairs));
    }

    [Theory]
    [InlineData(0.9, null, null, "judged.allowedIncrease")]
    [InlineData(null, 1.1, null, "judged.allowedDecrease")]
    [InlineData(null, null, 0.5, "judged.criticalIncrease")]
    public void Compile_SizeOnTheWrongSideOfNeutral_IsRefused(double? increase, double? decrease, double? critical, string field)
    {
        var judged = new JudgedMetric { AllowedIncrease = increase, AllowedDecrease = decrease, CriticalIncrease = critical };
        var draft = Draft();
        var wrong = draft.Analysis! with { Checks = [draft.Analysis.Checks[0] with { Judged = judged }] };

        Assert.EndsWith(field, Recipe.Compile(draft with { Analysis = wrong }, Recipes).Refusal!.Fields.Single().Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_BuiltInMetricWithMissingValuesAsZero_IsRefused()
    {
        var draft = Draft();
        var zero = draft.Analysis! with { Checks = [draft.Analysis.Checks[0] with { Judged = new JudgedMetric { Missing = MissingValues.ReplaceByZero } }] };
        var counter = zero with { Checks = [zero.Checks[0] with { Metric = "depth", Source = new PrometheusSource { Address = "https://prometheus.example", Query = "up" } }] };

        Assert.EndsWith("judged.missing", Recipe.Compile(draft with { Analysis = zero }, Recipes).Refusal!.Fields.Single().Field, StringComparison.Ordinal);
        Assert.True(Recipe.Compile(draft with { Analysis = counter }, Recipes).IsAccepted);
    }

    [Theory]
    [InlineData(99, 10_000)]
    [InlineData(10_000, 99)]
    public void Measure_SourceAnswersForASideThatTooFewAsked_IsNoInterval(long challenger, long champion)
    {
        Assert.Equal(0, PairsAfterOneAnswer(challenger, champion));
        Assert.Equal(1, PairsAfterOneAnswer(Math.Max(challenger, 100), Math.Max(champion, 100)));
    }

    [Fact]
    public void Compile_PatienceBesideAJudge_IsTheGates()
    {
        var gate = Recipe.Compile(Draft() with { Patience = Interval * 20 }, Recipes).Value.Steps.OfType<AnalyseStep>().First();

        Assert.Equal(Interval * 20, gate.Patience);
    }

    [Fact]
    public void Compile_PatienceShorterThanTheJudgeNeeds_IsRefused()
    {
        var refusal = Recipe.Compile(Draft() with { Patience = (Interval * 20) - TimeSpan.FromSeconds(1) }, Recipes).Refusal!;

        Assert.Equal("patience", refusal.Fields.Single().Field);
        Assert.Contains("20 intervals", refusal.Fields.Single().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_JudgeBesideAComparison_IsRefused()
    {
        var draft = Draft();

        var refusal = Recipe.Compile(draft with { Analysis = draft.Analysis! with { Comparison = AnalysisTemplate.Default.Comparison } }, Recipes).Refusal!;

        Assert.Equal("analysis.comparison", refusal.Fields.Single().Field);
    }

    private static int PairsAfterOneAnswer(long challenger, long champion)
    {
        var draft = Draft();
        var check = draft.Analysis!.Checks[0] with { Metric = "depth", Source = new PrometheusSource { Address = "https://prometheus.example", Query = "up" } };
        var run = AnalysisRun.Begin(draft.Analysis with { Checks = [check] }, ["v2"], Moment.Noon);
        return run.Measure(new Answered(challenger, champion), "v1", Moment.Noon + Interval).Checks.Single().Pairs.Count;
    }

    // A source that gives both sides the same value, whoever was asked.
    private sealed record Answered(long Challenger, long Champion) : IEvidence
    {
        public Completeness Completeness => EvidenceBuilder.Complete;

        public VariantEvidence Of(string variant, TimeSpan? window) => new() { Requests = variant == "v2" ? Challenger : Champion };

        public ExternalReading External(string variant, MetricCheck check) => new() { At = Moment.Noon + Interval, Value = 1, Champion = 1 };
    }

    private static RolloutDraft Draft(bool isCritical = false, params string[] beside) => ACanary with
    {
        Analysis = new AnalysisTemplate
        {
            Name = "judged",
            Judge = new JudgeSettings { MinimumValues = 20 },
            Checks = [.. beside.Prepend("latency-p99").Select(m => new MetricCheck { Metric = m, IsCritical = isCritical, Window = Interval, Interval = Interval })],
        },
    };
}
