using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class CheckRunTests
{
    private static readonly MetricCheck Usual = new() { Metric = MetricName.ErrorShare, Maximum = 0.01, FailureLimit = 2, FailureWindow = 5 };

    [Theory]
    [InlineData("", MeasurementResult.NoData)]
    [InlineData("p", MeasurementResult.Pass)]
    [InlineData("f", MeasurementResult.Inconclusive)]
    [InlineData("ff", MeasurementResult.Inconclusive)]
    [InlineData("fff", MeasurementResult.Fail)]
    [InlineData("fpfpf", MeasurementResult.Fail)]
    [InlineData("ffppppp", MeasurementResult.Pass)]
    [InlineData("fppppfppppfp", MeasurementResult.Pass)]
    [InlineData("n", MeasurementResult.NoData)]
    [InlineData("nnnnnn", MeasurementResult.NoData)]
    [InlineData("pn", MeasurementResult.NoData)]
    [InlineData("eeee", MeasurementResult.Inconclusive)]
    [InlineData("eeeee", MeasurementResult.Error)]
    [InlineData("eeeeep", MeasurementResult.Pass)]
    public void Result_OfTheLastFive_FailsAtMoreThanTwo(string looks, MeasurementResult expected) => Assert.Equal(expected, Run(Usual, looks).Result);

    [Fact]
    public void Result_WithoutAWindow_CountsEveryFailure() =>
        Assert.Equal(MeasurementResult.Fail, Run(Usual with { FailureWindow = null }, "fppppppppppppppppppppppppppfppppppf").Result);

    [Fact]
    public void Result_FailuresInARow_HaveALimitOfTheirOwn()
    {
        var check = Usual with { FailureLimit = 100, FailureWindow = null, ConsecutiveFailureLimit = 1 };

        Assert.Equal(MeasurementResult.Fail, Run(check, "pff").Result);
        Assert.Equal(MeasurementResult.Inconclusive, Run(check, "fpf").Result);
    }

    [Fact]
    public void IsDue_BeforeTheInitialDelayAndBetweenIntervals_IsNot()
    {
        var run = new CheckRun { Variant = "v2", Check = Usual with { InitialDelay = TimeSpan.FromSeconds(30), Interval = TimeSpan.FromSeconds(10) } };

        Assert.False(run.IsDue(Moment.Noon, Moment.Noon.AddSeconds(29)));
        Assert.True(run.IsDue(Moment.Noon, Moment.Noon.AddSeconds(30)));
        Assert.False(run.With(Look('p', Moment.Noon.AddSeconds(30))).IsDue(Moment.Noon, Moment.Noon.AddSeconds(39)));
    }

    [Fact]
    public void Analysis_DryRunCheckThatFails_DoesNotDecide()
    {
        var run = new AnalysisRun { Template = "t", Since = Moment.Noon, Checks = [Run(Usual, "p"), Run(Usual with { IsDryRun = true }, "fff")] };

        Assert.Equal(MeasurementResult.Pass, run.Result);
    }

    [Fact]
    public void Analysis_OneOfThreeUncriticalChecksFails_IsADoubtAndNoFailure()
    {
        var uncritical = Usual with { IsCritical = false };
        var run = new AnalysisRun { Template = "t", Since = Moment.Noon, Checks = [Run(uncritical, "fff"), Run(uncritical, "p"), Run(uncritical, "p")] };

        Assert.Equal(MeasurementResult.Inconclusive, run.Result);
        Assert.Equal(MeasurementResult.Fail, (run with { Checks = [Run(Usual, "fff"), Run(uncritical, "p"), Run(uncritical, "p")] }).Result);
    }

    [Fact]
    [Trait("Fault", "F46")]
    public void Analysis_WithoutAnyMeasurement_IsNoData() =>
        Assert.Equal(MeasurementResult.NoData, AnalysisRun.Begin(AnalysisTemplate.Default, ["v2"], Moment.Noon).Result);

    private static CheckRun Run(MetricCheck check, string looks) =>
        looks.Aggregate(new CheckRun { Variant = "v2", Check = check }, (run, look) => run.With(Look(look, Moment.Noon)));

    private static Measurement Look(char look, DateTimeOffset at) => new()
    {
        At = at,
        Requests = 100,
        Sentence = "looked",
        Result = look switch
        {
            'p' => MeasurementResult.Pass,
            'f' => MeasurementResult.Fail,
            'e' => MeasurementResult.Error,
            'n' => MeasurementResult.NoData,
            _ => MeasurementResult.Inconclusive,
        },
    };
}
