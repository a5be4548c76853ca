using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates;
using static ControlPlane.Domain.Tests.Building.EvidenceBuilder;

namespace ControlPlane.Domain.Tests.Analysis.Comparisons;

public sealed class ComparisonJudgeTests
{
    [Theory]
    [InlineData(600, 10_000, ComparisonVerdict.RollBack)]
    [InlineData(100, 10_000, ComparisonVerdict.Promote)]
    [InlineData(20, 1_000, ComparisonVerdict.Hold)]
    public void Compare_ErrorShareAgainstOnePercent_SaysByTheInterval(long errors, long requests, ComparisonVerdict expected)
    {
        var comparison = Judge(APlan(AMetric()), Input(Errors(900, 90_000), Errors(errors, requests)));

        var metric = comparison.Metrics.Single();
        Assert.Equal(expected, comparison.Verdict);
        Assert.Equal(((errors / (double)requests) - 0.01, 0.02, 0.01), (metric.Harm!.Value, metric.Margin!.Value, metric.HarmGate!.Value));
        Assert.Contains("interval", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SureButBelowTheHarmGate_IsNotTakenBack()
    {
        var comparison = Judge(APlan(AMetric(margin: 0.02)), Input(Errors(10_000, 1_000_000), Errors(10_900, 1_000_000)));

        Assert.True(comparison.Metrics[0].Low > 0);
        Assert.Equal(ComparisonVerdict.Promote, comparison.Verdict);
    }

    [Theory]
    [InlineData(0.98, ComparisonVerdict.Hold)]
    [InlineData(0.99, ComparisonVerdict.Promote)]
    public void Compare_EvidenceIsMissing_DoesNotPromote(double share, ComparisonVerdict expected)
    {
        var input = Input(Errors(900, 90_000), Errors(100, 10_000)) with { Completeness = Complete with { Share = share } };

        Assert.Equal(expected, Judge(APlan(AMetric()), input).Verdict);
    }

    [Fact]
    public void Compare_HalfOfTheEvidenceArrivedAndShowsHarm_IsTakenBack()
    {
        var input = Input(Errors(450, 45_000), Errors(300, 5_000)) with { Completeness = Completeness.Nothing };

        Assert.Equal(ComparisonVerdict.RollBack, Judge(APlan(AMetric()), input).Verdict);
    }

    [Fact]
    [Trait("Fault", "F45")]
    public void Compare_TelemetryOfAnAgentIsStuck_DoesNotPromoteAndNamesIt()
    {
        var behind = Complete with { Share = 0.8, Stuck = ["edge-7"] };

        var comparison = Judge(APlan(AMetric()), Input(Errors(900, 90_000), Errors(100, 10_000)) with { Completeness = behind });

        Assert.Equal(ComparisonVerdict.Hold, comparison.Verdict);
        Assert.Contains("only 80 % of what agents counted has arrived (telemetry of edge-7 is stuck)", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F48")]
    public void Compare_AnAgentsNumbersCannotBeTrue_DoesNotPromoteAndNamesIt()
    {
        var comparison = Judge(APlan(AMetric()), Input(Errors(900, 90_000), Errors(100, 10_000)) with { Completeness = Complete with { Outliers = ["edge-7"] } });

        Assert.Equal(ComparisonVerdict.Hold, comparison.Verdict);
        Assert.Contains("edge-7", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F48")]
    public void Compare_AnAgentsNumbersCannotBeTrueAndShowHarm_IsTakenBack()
    {
        var outlier = Complete with { Outliers = ["edge-7"] };

        var comparison = Judge(APlan(AMetric()), Input(Errors(900, 90_000), Errors(600, 10_000)) with { Completeness = outlier });

        Assert.Equal((ComparisonVerdict.RollBack, false), (comparison.Verdict, outlier.IsEnough));
    }

    [Theory]
    [InlineData(90_000, 400)]
    [InlineData(400, 90_000)]
    public void Compare_LessThanTheLeastSampleOnEitherSide_HoldsAlthoughTheIntervalIsInTheMargin(long champion, long challenger)
    {
        var comparison = Judge(APlan(AMetric(margin: 0.5)), Input(Errors(0, champion), Errors(0, challenger)));

        Assert.True(comparison.Metrics.Single().High < 0.5);
        Assert.Equal(ComparisonVerdict.Hold, comparison.Verdict);
        Assert.Contains("1000 units or 20 events of each variant, there are 400 and 0", comparison.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, ComparisonVerdict.Promote)]
    [InlineData(4_000L, ComparisonVerdict.Promote)]
    [InlineData(3_750L, ComparisonVerdict.Hold)]
    public void Compare_SplitThatOnlyTheCheckAtThePlannedSizeFinds_GatesFromThatSizeOn(long? planned, ComparisonVerdict expected)
    {
        // 4,050 against 3,750 where even was planned: p = 0.0007 for who looks once, far from sure for who always looks.
        var input = Input(Errors(0, 4_050), Errors(0, 3_750));
        var even = input with { Champion = input.Champion with { Weight = 5_000 }, Challengers = [input.Challengers[0] with { Weight = 5_000 }] };

        var comparison = Judge(APlan(AMetric()) with { PlannedPerVariant = planned }, even);

        Assert.True(comparison.SampleRatio.SequentialP > 0.01);
        Assert.Equal(expected == ComparisonVerdict.Hold, comparison.SampleRatio.PlannedP is < 0.001);
        Assert.Equal((expected, expected == ComparisonVerdict.Hold), (comparison.Verdict, comparison.SampleRatio.IsMismatch));
    }

    [Fact]
    public void Compare_SplitIsWrong_HoldsWithTheReasonInsteadOfPromoting()
    {
        var input = Input(Errors(900, 90_000), Errors(60, 6_000));
        var wrong = input with
        {
            Champion = input.Champion with { Weight = 9_000 },
            Challengers = [input.Challengers[0] with { Weight = 1_000 }],
        };

        var comparison = Judge(APlan(AMetric()), wrong);

        Assert.Equal(ComparisonVerdict.Promote, Judge(APlan(AMetric()), input).Verdict);
        Assert.Equal((ComparisonVerdict.Hold, true), (comparison.Verdict, comparison.SampleRatio.IsMismatch));
        Assert.StartsWith("The split is not as planned", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SplitIsWrongAndHarmIsBeyondDoubt_IsTakenBack()
    {
        var input = Input(Errors(900, 90_000), Errors(3_000, 6_000));
        var wrong = input with { Champion = input.Champion with { Weight = 9_000 }, Challengers = [input.Challengers[0] with { Weight = 1_000 }] };

        Assert.Equal(ComparisonVerdict.RollBack, Judge(APlan(AMetric()), wrong).Verdict);
    }

    [Fact]
    public void Compare_RequestsOfOneCallerFailTogether_WidensTheIntervalByTheDesignEffect()
    {
        // Every failure comes from one cell in ten, so a hundred requests of a cell say little more than one.
        var champion = Errors(1_000, 100_000).InCells(c => new CellEvidence(1_000, c % 10 == 0 ? 100 : 0, 0, 0, 0, 0));
        var challenger = Errors(1_000, 100_000).InCells(c => new CellEvidence(1_000, c % 10 == 5 ? 100 : 0, 0, 0, 0, 0));

        var clustered = Judge(APlan(AMetric()), Input(champion, challenger)).Metrics.Single();
        var independent = Judge(APlan(AMetric()), Input(Errors(1_000, 100_000), Errors(1_000, 100_000))).Metrics.Single();

        Assert.InRange(clustered.DesignEffect, 50, 150);
        Assert.Equal(1, independent.DesignEffect);
        Assert.True(clustered.High - clustered.Low > 5 * (independent.High - independent.Low));
    }

    [Fact]
    public void Compare_SeveralGoals_NeedMoreThanEachAlone()
    {
        // Just sure enough alone; not as one of four. The harm gate is out of the way.
        var plan = APlan(AMetric() with { HarmGate = 1 });
        var alone = Judge(plan, Input(Errors(500, 50_000), Errors(193, 8_000)));
        var four = Judge(plan, Input(Errors(500, 50_000), Errors(193, 8_000), Errors(193, 8_000), Errors(193, 8_000), Errors(1_500, 50_000)));

        Assert.Equal(ComparisonVerdict.Promote, alone.Metrics[0].Verdict);
        Assert.True(four.Metrics[0].PromotionP > alone.Metrics[0].PromotionP);
        Assert.Contains("Holm", four.Metrics[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(368, true)]
    public void Compare_TailLatency_IsNotEstimableBelowItsLeastCount(long count, bool isEstimable)
    {
        var metric = Judge(APlan(AMetric(MetricName.LatencyP99, 5)), Input(Latencies(5_000, 10), Latencies(count, 10))).Metrics.Single();

        Assert.Equal(isEstimable, metric.IsEstimable);
        Assert.Equal(!isEstimable, metric.Sentence.Contains("not estimable: v2 has 200 of the 368", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_LatencyDoubled_IsTakenBackAndEqualOnesPromote()
    {
        var plan = APlan(AMetric(MetricName.LatencyP95, 3));

        Assert.Equal(ComparisonVerdict.RollBack, Judge(plan, Input(Latencies(20_000, 10), Latencies(2_000, 20))).Verdict);
        Assert.Equal(ComparisonVerdict.Promote, Judge(plan, Input(Latencies(20_000, 10), Latencies(20_000, 10))).Verdict);
    }

    [Fact]
    public void Compare_AccuracyFell_IsHarmAlthoughTheValueFell()
    {
        VariantEvidence Labelled(long correct) => new() { Requests = 5_000, Labelled = 5_000, Correct = correct };

        var metric = Judge(APlan(AMetric(MetricName.Accuracy)), Input(Labelled(4_500), Labelled(4_000))).Metrics.Single();

        Assert.Equal((ComparisonVerdict.RollBack, 0.8, 0.9), (metric.Verdict, metric.Value!.Value, metric.Champion!.Value));
        Assert.Equal(0.1, metric.Harm!.Value, 12);
    }

    [Fact]
    public void Compare_RewardWithCovariate_IsSurerThanWithout()
    {
        var plain = Input(Rewards(2_000, 1, 1), Rewards(2_000, 1, 1));
        var pairs = new PairedMoments(new SampleMoments(2_000, 1, 1_999), new SampleMoments(2_000, 1, 1_999), 0.9 * 1_999);
        var paired = Input(Rewards(2_000, 1, 1) with { RewardCovariate = pairs }, Rewards(2_000, 1, 1) with { RewardCovariate = pairs });

        var metric = Judge(APlan(AMetric(MetricName.Reward, 0.1)), paired).Metrics.Single();

        Assert.Equal(0.81, metric.VarianceExplained!.Value, 3);
        Assert.True(metric.High < Judge(APlan(AMetric(MetricName.Reward, 0.1)), plain).Metrics.Single().High);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compare_RewardsThatAreNoNumbers_AreNotEstimable(double sum)
    {
        var metric = Judge(APlan(AMetric(MetricName.Reward)), Input(Rewards(500, 1, 1), Rewards(500, 1, 1) with { RewardSum = sum })).Metrics.Single();

        Assert.False(metric.IsEstimable);
        Assert.Equal(ComparisonVerdict.Hold, metric.Verdict);
    }

    [Theory]
    [InlineData(9_900, ComparisonVerdict.Promote)]
    [InlineData(9_000, ComparisonVerdict.RollBack)]
    public void Compare_AgreementOfAShadow_IsHeldAgainstTheMarginAlone(long agreed, ComparisonVerdict expected)
    {
        var shadow = new VariantEvidence { Requests = 10_000, Comparison = new ShadowComparison { Labelled = 10_000, Agreed = agreed } };

        Assert.Equal(expected, Judge(APlan(AMetric(MetricName.Agreement, 0.05)), Input(Errors(0, 10_000), shadow)).Verdict);
    }

    [Fact]
    public void Compare_NothingWasAsked_HoldsInWords()
    {
        var comparison = Judge(ComparisonPlan.Default, Input(VariantEvidence.None, VariantEvidence.None));

        Assert.Equal(ComparisonVerdict.Hold, comparison.Verdict);
        Assert.All(comparison.Metrics, m => Assert.Contains("not estimable", m.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_PlannedSizeNotReached_GivesNoFixedHorizonNumber()
    {
        var plan = APlan(AMetric()) with { PlannedPerVariant = 10_000 };

        Assert.Null(Judge(plan, Input(Errors(99, 9_999), Errors(99, 9_999))).Metrics[0].PlannedHigh);
        Assert.NotNull(Judge(plan, Input(Errors(100, 10_000), Errors(100, 10_000))).Metrics[0].PlannedHigh);
    }

    [Fact]
    public void Compare_EarlierStep_MultipliesItsEvidenceAndKeepsTheSmallestP()
    {
        var input = Input(Errors(90, 9_000), Errors(17, 1_000));
        var alone = Judge(APlan(AMetric()), input).Metrics.Single();

        var after = Judge(APlan(AMetric()), input with { Earlier = new Dictionary<string, EValue> { ["v2/error-share"] = new(4) } }).Metrics.Single();
        var later = Judge(APlan(AMetric()), Input(Errors(900, 90_000), Errors(100, 10_000)) with { Before = Judge(APlan(AMetric()), input) }).Metrics.Single();

        Assert.Equal(alone.StratumEvidence, after.StratumEvidence);
        Assert.InRange(after.HarmEvidence - alone.HarmEvidence, 4 - Math.Log(2), 4);
        Assert.Equal(alone.HarmP, later.HarmP);
    }
}
