using ControlPlane.Domain.Analysis.Judges;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Judged;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class CanaryVerdictsTests
{
    private static readonly JudgeSettings Usual = new();

    [Fact]
    public void Of_TooFewIntervals_SaysHowManyAreMissing()
    {
        var verdict = CanaryVerdicts.Of(Usual, [Run("latency-p99", count: 12, shift: 50)]);

        Assert.Equal(MeasurementResult.Inconclusive, verdict.Result);
        Assert.Null(verdict.Score);
        Assert.Contains("12 of the 50 intervals", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoMetricMoves_Passes()
    {
        var verdict = CanaryVerdicts.Of(Usual, [Run("latency-p99"), Run("error-share")]);

        Assert.Equal(100, verdict.Score);
        Assert.Equal(MeasurementResult.Pass, verdict.Result);
    }

    [Fact]
    public void Of_OneOfFiveUncriticalMetricsMoves_IsMarginalAndNamesIt()
    {
        var verdict = CanaryVerdicts.Of(Usual, [Run("latency-p99", shift: 50), Run("a"), Run("b"), Run("c"), Run("d")]);

        Assert.Equal(80, verdict.Score);
        Assert.Equal(MeasurementResult.Inconclusive, verdict.Result);
        Assert.Contains("latency-p99 is significantly higher", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CriticalMetricMoves_FailsWhateverTheOthersSay()
    {
        var verdict = CanaryVerdicts.Of(Usual, [Run("latency-p99", shift: 50, isCritical: true), Run("a"), Run("b"), Run("c"), Run("d")]);

        Assert.Equal(0, verdict.Score);
        Assert.Equal(MeasurementResult.Fail, verdict.Result);
    }

    [Fact]
    public void Of_GroupsWithWeights_CountByTheirWeight()
    {
        var settings = Usual with { Weights = new Dictionary<string, double> { ["speed"] = 90 } };

        var verdict = CanaryVerdicts.Of(settings, [Run("latency-p99", shift: 50, group: "speed"), Run("a"), Run("b")]);

        Assert.Equal(10, verdict.Score);
        Assert.Equal(MeasurementResult.Fail, verdict.Result);
    }

    [Fact]
    public void Of_OneValuePerSideInManyIntervals_IsTooFew()
    {
        var run = Run("latency-p99", count: 1);

        var verdict = CanaryVerdicts.Of(Usual, [run with { Pairs = [.. run.Pairs, .. Enumerable.Repeat(new IntervalPair(null, null), 59)] }]);

        Assert.Equal(MeasurementResult.Inconclusive, verdict.Result);
        Assert.Contains("1 of the 50 intervals", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ValuesInDifferentIntervals_IsNoPair()
    {
        IReadOnlyList<IntervalPair> pairs = [.. Enumerable.Range(0, 60).Select(n => n % 2 == 0 ? new IntervalPair(100, null) : new IntervalPair(null, 100))];

        Assert.Null(CanaryVerdicts.Of(Usual, [Run("latency-p99") with { Pairs = pairs }]).Score);
    }

    [Fact]
    public void Of_MissingValuesOfACounterTakenAsZero_CountAsIntervals()
    {
        var run = Run("errors", count: 1);
        var counter = run with { Pairs = [.. run.Pairs, .. Enumerable.Repeat(new IntervalPair(null, null), 59)], Check = run.Check with { Judged = new JudgedMetric { Missing = MissingValues.ReplaceByZero } } };

        Assert.Equal(MeasurementResult.Pass, CanaryVerdicts.Of(Usual, [counter]).Result);
    }

    [Fact]
    public void WithPair_MoreThanAreKept_StillCounts()
    {
        var run = Run("latency-p99", count: CheckRun.KeptPairs);

        var after = run.WithPair(new Measurement { At = default, Result = MeasurementResult.Pass, Value = 1, Champion = 1, Requests = 1, Sentence = "" });

        Assert.Equal((CheckRun.KeptPairs, CheckRun.KeptPairs + 1), (after.Pairs.Count, after.CountedPairs));
    }

    [Fact]
    public void Of_RequiredMetricWithoutData_IsAFailure()
    {
        var missing = Run("a") with { Pairs = [.. Enumerable.Repeat(new IntervalPair(null, 5), 60)], Check = new MetricCheck { Metric = "a", IsCritical = false, Judged = new JudgedMetric { MustHaveData = true } } };

        var verdict = CanaryVerdicts.Of(Usual, [missing, Run("b")]);

        Assert.Equal(50, verdict.Score);
        Assert.Equal(MetricClass.NoDataFail, verdict.Classes[0]);
    }

    [Fact]
    public void Of_MetricThatIsOnlyShown_HasAClassInItsPlaceButNoWeight()
    {
        var shown = Run("latency-p99", shift: 50, isCritical: true);

        var verdict = CanaryVerdicts.Of(Usual, [shown with { Check = shown.Check with { IsDryRun = true } }, Run("a")]);

        Assert.Equal([MetricClass.High, MetricClass.Pass], verdict.Classes);
        Assert.Equal(100, verdict.Score);
    }

    [Theory]
    [InlineData(1.2, 0, MeasurementResult.Fail)]
    [InlineData(5, 80, MeasurementResult.Inconclusive)]
    public void Of_GradedCriticalMetric_FailsOnlyWhenItMovesThatFar(double criticalIncrease, double score, MeasurementResult result)
    {
        var moved = Run("latency-p99", shift: 50, isCritical: true);
        var graded = moved with { Check = moved.Check with { Judged = new JudgedMetric { CriticalIncrease = criticalIncrease } } };

        var verdict = CanaryVerdicts.Of(Usual, [graded, Run("a"), Run("b"), Run("c"), Run("d")]);

        Assert.Equal((score, result), (verdict.Score, verdict.Result));
    }

    [Theory]
    [InlineData(OutlierTreatment.Keep, MetricClass.High)]
    [InlineData(OutlierTreatment.Remove, MetricClass.Pass)]
    public void Of_FewIntervalsFarAway_CountUnlessTheyAreRemoved(OutlierTreatment outliers, MetricClass expected)
    {
        // Higher everywhere but by less than the gate; one interval in sixty is far away and lifts the mean above it.
        var run = Run("latency-p99", shift: 12);
        IReadOnlyList<IntervalPair> pairs = [.. run.Pairs.SkipLast(1), new IntervalPair(5_000, 100)];
        var judged = new JudgedMetric { Outliers = outliers, AllowedIncrease = 1.3 };

        Assert.Equal(expected, CanaryVerdicts.Of(Usual, [run with { Pairs = pairs, Check = run.Check with { Judged = judged } }]).Classes[0]);
    }

    [Fact]
    public void Of_ChanceAsMeasure_IsHeldAgainstItsOwnGate()
    {
        var run = Run("latency-p99", shift: 12);
        var lenient = run with { Check = run.Check with { Judged = new JudgedMetric { Measure = EffectMeasure.CommonLanguage, AllowedIncrease = 0.99 } } };
        var strict = run with { Check = run.Check with { Judged = new JudgedMetric { Measure = EffectMeasure.CommonLanguage, AllowedIncrease = 0.6 } } };

        Assert.Equal((MetricClass.Pass, MetricClass.High), (CanaryVerdicts.Of(Usual, [lenient]).Classes[0], CanaryVerdicts.Of(Usual, [strict]).Classes[0]));
    }

    [Theory]
    [InlineData(50, 1, MeasurementResult.Pass)]
    [InlineData(99, 1, MeasurementResult.Pass)]
    [InlineData(100, 2, MeasurementResult.Fail)]
    public void Of_HarmAfterAPass_IsFoundAtTheNextLookAndTheVerdictStandsUntilThen(int count, int looks, MeasurementResult result)
    {
        var passed = CanaryVerdicts.Of(Usual, [Run("latency-p99", count: 50)]);

        var verdict = CanaryVerdicts.Of(Usual, [Run("latency-p99", count, shift: 50, isCritical: true)], passed);

        Assert.Equal((looks, result), (verdict.Looks, verdict.Result));
    }

    // A deterministic ramp with ties, so that nothing depends on chance.
    private static CheckRun Run(string metric, int count = 60, double shift = 0, bool isCritical = false, string group = "metrics") => new()
    {
        Variant = "v2",
        Check = new MetricCheck { Metric = metric, IsCritical = isCritical, Judged = new JudgedMetric { Group = group } },
        Pairs = [.. Enumerable.Range(0, count).Select(n => new IntervalPair(100 + (n * 7 % 20) + shift, 100 + (n * 11 % 20)))],
    };
}
