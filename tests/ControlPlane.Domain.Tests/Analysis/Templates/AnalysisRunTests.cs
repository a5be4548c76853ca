using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class AnalysisRunTests
{
    [Fact]
    public void Result_OneSourceIsGoneAndAnotherChallengerFails_IsAFailure()
    {
        var run = Judged(Verdict("v2", MeasurementResult.Pass), Verdict("v3", MeasurementResult.Fail)) with { Checks = [Gone("v2"), Known("v3")] };

        Assert.Equal(MeasurementResult.Fail, run.Result);
        Assert.Equal("v3 says fail.", run.Sentence());
    }

    [Fact]
    public void Result_OneSourceIsGoneAndNobodyFails_IsAnError()
    {
        var run = Judged(Verdict("v2", MeasurementResult.Pass), Verdict("v3", MeasurementResult.Inconclusive)) with { Checks = [Gone("v2"), Known("v3")] };

        Assert.Equal(MeasurementResult.Error, run.Result);
        Assert.Equal("Refused.", run.Sentence());
    }

    [Fact]
    public void Of_OneOfTwoChallengersFails_LeavesTheOtherItsOwnVerdict()
    {
        var run = Judged(Verdict("v2", MeasurementResult.Pass), Verdict("v3", MeasurementResult.Fail));

        Assert.Equal((MeasurementResult.Pass, "v2 says pass."), (run.Of("v2").Result, run.Of("v2").Sentence()));
        Assert.Equal((MeasurementResult.Fail, "v3 says fail."), (run.Of("v3").Result, run.Of("v3").Sentence()));
    }

    private static AnalysisRun Judged(params JudgeVerdict[] verdicts) => new()
    {
        Template = "judged",
        Since = Moment.Noon,
        Judge = new JudgeSettings(),
        Challengers = [.. verdicts.Select(v => v.Variant)],
        Checks = [.. verdicts.Select(v => Known(v.Variant))],
        Verdicts = verdicts,
    };

    private static JudgeVerdict Verdict(string variant, MeasurementResult result) =>
        new() { Variant = variant, Result = result, Sentence = $"{variant} says {result.ToString().ToLowerInvariant()}." };

    private static CheckRun Known(string variant) => new() { Variant = variant, Check = new MetricCheck { Metric = MetricName.ErrorShare, ErrorLimit = 0 } };

    private static CheckRun Gone(string variant) =>
        Known(variant).With(new Measurement { At = Moment.Noon, Result = MeasurementResult.Error, Requests = 0, Sentence = "Refused." });
}
