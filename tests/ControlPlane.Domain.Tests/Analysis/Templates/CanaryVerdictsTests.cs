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
    public void Of_RequiredMetricWithoutData_IsAFailure()
    {
        var missing = Run("a") with { Pairs = [.. Enumerable.Repeat(new IntervalPair(null, 5), 60)], Check = new MetricCheck { Metric = "a", IsCritical = false, Judged = new JudgedMetric { MustHaveData = true } } };

        var verdict = CanaryVerdicts.Of(Usual, [missing, Run("b")]);

        Assert.Equal(50, verdict.Score);
        Assert.Equal(MetricClass.NoDataFail, verdict.Classes[0]);
    }

    // A deterministic ramp with ties, so that nothing depends on chance.
    private static CheckRun Run(string metric, int count = 60, double shift = 0, bool isCritical = false, string group = "metrics") => new()
    {
        Variant = "v2",
        Check = new MetricCheck { Metric = metric, IsCritical = isCritical, Judged = new JudgedMetric { Group = group } },
        Pairs = [.. Enumerable.Range(0, count).Select(n => new IntervalPair(100 + (n * 7 % 20) + shift, 100 + (n * 11 % 20)))],
    };
}
