using ControlPlane.Domain.Analysis.Judges;

namespace ControlPlane.Domain.Tests.Analysis.Judges;

public sealed class KayentaJudgeTests
{
    private static readonly MetricRule Rule = new(JudgedDirection.Either, new EffectGate(1, 1));
    private static readonly double[] Baseline = [.. Enumerable.Range(0, 60).Select(n => 100.0 + (n * 29 % 17))];

    public static TheoryData<string, double, JudgedDirection, MetricClass> Cases => new()
    {
        { "up, any move is bad", 1.2, JudgedDirection.Either, MetricClass.High },
        { "up, rises are bad", 1.2, JudgedDirection.Increase, MetricClass.High },
        { "up, only falls are bad", 1.2, JudgedDirection.Decrease, MetricClass.Pass },
        { "down, falls are bad", 0.8, JudgedDirection.Decrease, MetricClass.Low },
        { "down, only rises are bad", 0.8, JudgedDirection.Increase, MetricClass.Pass },
        { "within the noise", 1.001, JudgedDirection.Either, MetricClass.Pass },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_CanaryMovedByAFactor_IsClassedByTheDirection(string situation, double factor, JudgedDirection direction, MetricClass expected)
    {
        var judgement = KayentaJudge.Judge(Baseline, [.. Baseline.Select(value => value * factor)], Rule with { Direction = direction });

        Assert.True(expected == judgement.Class, $"{situation}: {judgement}");
    }

    [Fact]
    public void Judge_GateAboveTheEffect_Passes()
    {
        double[] canary = [.. Baseline.Select(value => value * 1.1)];

        Assert.Equal(MetricClass.High, KayentaJudge.Judge(Baseline, canary, Rule).Class);
        Assert.Equal(MetricClass.Pass, KayentaJudge.Judge(Baseline, canary, Rule with { Gate = new(1, 1.15) }).Class);
    }

    [Fact]
    public void Judge_SeriesShuffled_AnswersTheSame()
    {
        double[] canary = [.. Baseline.Select(value => value * 1.1)];

        Assert.Equal(KayentaJudge.Judge(Baseline, canary, Rule).Class, KayentaJudge.Judge([.. Baseline.Reverse()], [.. canary.OrderBy(value => value % 7)], Rule).Class);
    }

    [Theory]
    [InlineData(MissingValues.Remove, false, MetricClass.NoData)]
    [InlineData(MissingValues.Remove, true, MetricClass.NoDataFail)]
    [InlineData(MissingValues.ReplaceByZero, false, MetricClass.Pass)]
    [InlineData(MissingValues.ReplaceByZero, true, MetricClass.NoDataFail)]
    public void Judge_NoCanaryValues_IsWhatTheRuleSays(MissingValues missing, bool mustHaveData, MetricClass expected) =>
        Assert.Equal(expected, KayentaJudge.Judge(Baseline, [], Rule with { Missing = missing, MustHaveData = mustHaveData }).Class);

    [Fact]
    public void Judge_MostlyZeroCounters_ComparesHowOftenTheyAreNot()
    {
        double[] quiet = [.. Enumerable.Repeat(0.0, 190), .. Enumerable.Repeat(1.0, 20)], noisy = [.. Enumerable.Repeat(0.0, 150), .. Enumerable.Repeat(1.0, 60)];

        Assert.Equal(MetricClass.High, KayentaJudge.Judge(quiet, noisy, Rule).Class);
        Assert.Equal(MetricClass.Low, KayentaJudge.Judge(noisy, quiet, Rule).Class);
        Assert.Equal(MetricClass.Pass, KayentaJudge.Judge(quiet, [.. quiet.Skip(3), 1, 2, 1], Rule).Class);
    }

    [Fact]
    public void Score_CriticalFailure_IsZeroWhateverTheRest()
    {
        ScoredMetric[] metrics = [new(MetricClass.Pass, "a", false), new(MetricClass.Pass, "a", false), new(MetricClass.High, "b", true)];

        Assert.Equal(0, CanaryScore.Of(metrics, new Dictionary<string, double>()));
        Assert.Equal(50, CanaryScore.Of([metrics[0], metrics[1], metrics[2] with { IsCritical = false }], new Dictionary<string, double>()));
    }

    [Fact]
    public void Fences_OneFarValue_IsTheOutlierUnlessFencesAreWidened()
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(n => (double)n), 500];

        Assert.True(OutlierFences.Of(values, 1.5).IsOutlier(500));
        Assert.False(OutlierFences.Of(values, 1.5).IsOutlier(19));
        Assert.True(OutlierFences.Widened(values, 3).IsOutlier(500));
    }
}
