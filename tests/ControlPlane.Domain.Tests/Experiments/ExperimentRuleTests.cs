using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Domain.Tests.Building.EvidenceBuilder;
using static ControlPlane.Domain.Tests.Building.RolloutBuilder;

namespace ControlPlane.Domain.Tests.Experiments;

public sealed class ExperimentRuleTests
{
    private static RolloutDraft ATest => new()
    {
        Strategy = RolloutStrategy.AbTest,
        Versions = [2],
        Metric = MetricName.ErrorShare,
        Margin = 0.01,
        Samples = 20_000,
        Hold = TimeSpan.FromMinutes(2),
        Horizon = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public void Decide_NoWorseBeforeTheMinimumDuration_WaitsAndPromotesAfterIt()
    {
        var world = Running().Healthy(1, 5_000).Healthy(2, 5_000);

        world.Pass(TimeSpan.FromSeconds(100));
        Assert.IsType<ExperimentStep>(world.Rollout.CurrentStep);
        world.PassUntil(r => r.Phase == RolloutPhase.Baking);

        var run = world.Rollout.Runs.Single(r => world.Rollout.Plan.Steps[r.Step] is ExperimentStep);
        Assert.Equal(StepOutcome.Done, run.Outcome);
        Assert.StartsWith("No challenger is worse", run.Sentence, StringComparison.Ordinal);

        // What decided stays readable while later steps compare anew.
        Assert.NotNull(run.Concluded!.Find("v2", MetricName.ErrorShare));
        Assert.All(world.Rollout.Runs.Where(r => r != run), r => Assert.Null(r.Concluded));
    }

    [Fact]
    public void Decide_Harm_IsTakenBackLongBeforeTheMinimumDuration()
    {
        var world = Running().Failing(1, 0.01, 5_000).Failing(2, 0.05, 5_000);

        world.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(RolloutPhase.RollingBack, world.Rollout.Phase);
        Assert.Contains(world.Decisions, d => d.Numbers.ContainsKey("v2.error-share.low"));
    }

    [Fact]
    public void Decide_UndecidedAtThePlannedSize_AsksAPersonAndSaysThatMoreWouldHardlyHelp()
    {
        // The estimate lies on the margin, and the harm gate keeps it from being harm.
        var world = Running(s => s with { Margin = 0.001 }).Failing(1, 0.05, 20_000).Failing(2, 0.052, 20_000);

        world.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("hardly", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.NotNull(world.Rollout.Gate!.Comparison!.Find("v2", MetricName.ErrorShare)!.PlannedHigh);
    }

    [Fact]
    public void Decide_TimeRunsOutWithoutUnits_IsNeverSuccess()
    {
        var world = Running().Healthy(1, 30).Healthy(2, 30);

        world.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
        Assert.Contains("30 of 20000 units per variant", world.Rollout.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Revise_MarginAfterTheStart_BeginsTheTestAnewAndSaysWhatWas()
    {
        var world = Running().Healthy(1, 5_000).Healthy(2, 5_000).Pass(TimeSpan.FromSeconds(100));

        world.Do(new ExperimentRevision { Margin = 0.03 }.Decide(world.Rollout, Ada, "The first was too strict."), Ada);

        Assert.Contains("margin 1 % to 3 %", world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Equal((1, 0.03), (((ExperimentStep)world.Rollout.CurrentStep!).Revision, ((ExperimentStep)world.Rollout.CurrentStep!).Margin));
        Assert.Equal(world.Now, world.Rollout.StratumSince);
        Assert.Null(world.Rollout.Gate);
        world.Pass(TimeSpan.FromSeconds(100));
        Assert.IsType<ExperimentStep>(world.Rollout.CurrentStep);
        world.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(RolloutPhase.Baking, world.Rollout.Phase);
    }

    [Fact]
    public void Revise_MetricGuardrailsErrorsAndTimes_EachIsTakenOverAndSaid()
    {
        var world = Running().Healthy(1, 5_000).Healthy(2, 5_000).Pass(TimeSpan.FromSeconds(100));
        var guardrails = AnalysisTemplate.Default with { Name = "strict" };

        world.Do(
            new ExperimentRevision { PrimaryMetric = MetricName.TimeoutShare, Margin = 0.02, Alpha = 0.01, Power = 0.9, Guardrails = guardrails, MinimumDuration = TimeSpan.FromMinutes(3), PlannedPerVariant = 30_000 }
                .Decide(world.Rollout, Ada, "Timeouts matter."), Ada);

        var step = (ExperimentStep)world.Rollout.CurrentStep!;
        Assert.Equal((MetricName.TimeoutShare, 0.02, 0.01, 0.9, "strict", 30_000L), (step.PrimaryMetric, step.Margin, step.Alpha, step.Power, step.Guardrails.Name, step.PlannedPerVariant));
        foreach (var said in (string[])["deciding metric error-share to timeout-share", "alpha 0.05 to 0.01", "power 0.8 to 0.9", "guardrails", "least time", "20000 to 30000 units"])
            Assert.Contains(said, world.Rollout.Sentence, StringComparison.Ordinal);
        Assert.Equal(world.Now, world.Rollout.StratumSince);
    }

    [Fact]
    public void Revise_OtherMetricWithoutAMarginInItsUnit_IsRefused()
    {
        var refusal = new ExperimentRevision { PrimaryMetric = MetricName.Reward }.Decide(Running().Rollout, Ada, "because").Refusal!;

        Assert.Equal("margin", Assert.Single(refusal.Fields).Field);
    }

    [Theory]
    [InlineData(0.3, null, "power")]
    [InlineData(1.0, null, "power")]
    [InlineData(null, 0.5, "experiment.metrics[0].alpha")]
    public void Revise_ErrorsThatCannotBePlannedWith_AreRefusedByField(double? power, double? alpha, string field)
    {
        var refusal = new ExperimentRevision { Power = power, Alpha = alpha }.Decide(Running().Rollout, Ada, "because").Refusal!;

        Assert.Contains(refusal.Fields, f => f.Field == field);
    }

    [Fact]
    public void Decide_StaleLook_DoesNotEndTheExperimentUndecided()
    {
        // The newest look saw 5,000 units; since then counts have passed the planned size, and the next look is not due yet.
        var world = Running(s => s with { Margin = 0.0001, PlannedPerVariant = 6_000, MinimumDuration = TimeSpan.FromSeconds(5) }).Failing(1, 0.05, 5_000).Failing(2, 0.05, 5_000);
        world.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(5_000, world.Rollout.Gate!.Comparison!.Metrics.First(m => m.Role == MetricRole.Goal).Units);
        var look = world.Rollout.Gate.Comparison.At;

        world.Failing(1, 0.05, 9_000).Failing(2, 0.05, 9_000);
        world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(look, world.Rollout.Gate.Comparison.At);
        Assert.Empty(world.Rollout.Pauses);
        world.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(PauseCode.Inconclusive, world.Rollout.Pauses.Single().Code);
    }

    [Theory]
    [InlineData(-1.0, "because")]
    [InlineData(0.01, "because")]
    [InlineData(0.02, " ")]
    public void Revise_WrongSignOrNoChangeOrNoReason_IsRefused(double margin, string reason) =>
        Assert.NotNull(new ExperimentRevision { Margin = margin }.Decide(Running().Rollout, Ada, reason).Refusal);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    public void Compile_MarginThatCannotBe_IsRefusedWithTheField(double margin)
    {
        var refusal = Recipe.Compile(ATest with { Margin = margin }, Recipes).Refusal;

        Assert.Equal("margin", Assert.Single(refusal!.Fields).Field);
    }

    [Theory]
    [InlineData(0.0, null, "alpha")]
    [InlineData(0.5, null, "alpha")]
    [InlineData(double.NaN, null, "alpha")]
    [InlineData(null, 1.0, "power")]
    [InlineData(null, 0.2, "power")]
    public void Compile_ErrorsThatCannotBePlannedWith_AreRefusedWithTheField(double? alpha, double? power, string field) =>
        Assert.Equal(field, Assert.Single(Recipe.Compile(ATest with { Alpha = alpha, Power = power }, Recipes).Refusal!.Fields).Field);

    [Fact]
    public void Compile_AlphaAndPower_AreThePlans() =>
        Assert.Equal((0.01, 0.9), Recipe.Compile(ATest with { Alpha = 0.01, Power = 0.9 }, Recipes).Value.Steps.OfType<ExperimentStep>().Select(s => (s.Alpha, s.Power)).Single());

    [Fact]
    public void Compile_OneVariantOnly_IsRefused() => Assert.NotNull(Recipe.Compile(ATest with { Versions = [] }, Recipes).Refusal);

    [Fact]
    public void Compile_OnlyTheStableVersion_IsRefused() =>
        Assert.Equal(RolloutRefusals.AlreadyStable, Recipe.Compile(ATest with { Versions = [1] }, Recipes).Refusal!.Code);

    [Fact]
    public void WinChance_FewerFailures_WinsAndMirrorsWhenSwapped()
    {
        var better = WinChance.Of(Judge(APlan(AMetric()), Input(Errors(60, 1_000), Errors(40, 1_000))).Metrics.Single())!;
        var worse = WinChance.Of(Judge(APlan(AMetric()), Input(Errors(40, 1_000), Errors(60, 1_000))).Metrics.Single())!;

        Assert.InRange(better.Chance, 0.97, 0.99);
        Assert.Equal(1, better.Chance + worse.Chance, 6);
        Assert.Equal(better.LossOfShipping, worse.LossOfKeeping, 9);
        Assert.True(better.LossOfShipping < better.LossOfKeeping);
    }

    [Fact]
    public void WinChance_LargeCounts_AgreesWithTheNormalForm()
    {
        var exact = WinChance.Of(Judge(APlan(AMetric()), Input(Errors(500, 10_000), Errors(480, 10_000))).Metrics.Single())!;
        var normal = WinChance.Of(Judge(APlan(AMetric()), Input(Errors(501, 10_020), Errors(481, 10_020))).Metrics.Single())!;

        Assert.NotEqual(exact.Method, normal.Method);
        Assert.Equal(exact.Chance, normal.Chance, 2);
    }

    [Fact]
    public void BySegment_OneOfTenDiffersByChance_IsCorrectedForTheTen()
    {
        VariantEvidence Arm(long oddOne) => new()
        {
            Requests = 10_000,
            Segments = Enumerable.Range(0, 10).ToDictionary(i => $"country=c{i}", i => new SegmentEvidence(1_000, i == 3 ? oddOne : 50, 0, 0, 0, 0, 0)),
        };

        var effects = ExploratoryEffects.BySegment(AMetric(), Arm(72), Arm(50));

        var odd = effects.Single(e => e.Part == "country=c3");
        Assert.True(odd.Low > 0);
        Assert.InRange(odd.AdjustedP!.Value, 0.2, 0.6);
    }

    [Fact]
    public void ByPart_EmptyDay_IsNotEstimableInWords()
    {
        var day = ExploratoryEffects.ByPart(AMetric(), [("Day 1", VariantEvidence.None, Errors(1, 100))]).Single();

        Assert.Null(day.Harm);
        Assert.Contains("not estimable", day.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_SmallestRiseWithinTheTimeOfARise_IsThatRise()
    {
        var forecast = new ShareForecast(0.01, 0.1, 200);

        Assert.Equal(0.02, forecast.SmallestRiseWithin(TimeSpan.FromSeconds(forecast.UnitsFor(0.02) / 20.0))!.Value, 4);
        Assert.InRange(forecast.PriceOfWatching, 1.8, 2);
        Assert.True(forecast.TimeFor(0.02) < new ShareForecast(0.01, 0.01, 200).TimeFor(0.02));
        Assert.Null(new ShareForecast(0.01, 0.01, 0.001).SmallestRiseWithin(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Ledger_EveryStepOfARamp_LeavesItsEvidenceAndNothingElse()
    {
        var world = Started(ACanary with { Steps = [1_000, 2_000] }).PassUntil(r => r.Phase == RolloutPhase.Baking);

        var withEvidence = world.Rollout.Runs.Where(r => r.Harm.Count > 0).ToList();
        Assert.True(withEvidence.Count >= 2);
        Assert.All(withEvidence, r => Assert.Contains("v2/error-share", r.Harm.Keys));
    }

    private static RolloutBuilder Running(Func<ExperimentStep, ExperimentStep>? change = null) =>
        Started(ATest, p => p with { Steps = [.. p.Steps.Select(s => s is ExperimentStep e && change is not null ? change(e) : s)] }).PassUntil(r => r.CurrentStep is ExperimentStep && r.StratumSince is not null);
}
