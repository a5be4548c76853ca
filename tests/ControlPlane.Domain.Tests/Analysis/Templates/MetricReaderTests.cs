using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class MetricReaderTests
{
    private static readonly MetricCheck Errors = new() { Metric = MetricName.ErrorShare, Maximum = 0.05 };

    [Theory]
    [InlineData(0, 0, MeasurementResult.NoData)]
    [InlineData(99, 0, MeasurementResult.Inconclusive)]
    [InlineData(100, 5, MeasurementResult.Pass)]
    [InlineData(100, 6, MeasurementResult.Fail)]
    public void Measure_AbsoluteLimit_NeedsRequestsBeforeItJudges(long requests, long errors, MeasurementResult expected) =>
        Assert.Equal(expected, Measure(Errors, new VariantEvidence { Requests = requests, Errors = errors }, VariantEvidence.None).Result);

    [Fact]
    public void Measure_ComparedWithTooFewRequestsOfTheChampion_IsInconclusive()
    {
        var check = new MetricCheck { Metric = MetricName.ErrorShare, MaximumIncrease = 0.01 };

        var measurement = Measure(check, new VariantEvidence { Requests = 1_000, Errors = 500 }, new VariantEvidence { Requests = 10 });

        Assert.Equal(MeasurementResult.Inconclusive, measurement.Result);
        Assert.Equal("v1 had 10 of the 100 requests that a comparison of error-share needs.", measurement.Sentence);
    }

    [Theory]
    [InlineData(10, 29, MeasurementResult.Pass)]
    [InlineData(10, 31, MeasurementResult.Fail)]
    [InlineData(100, 149, MeasurementResult.Pass)]
    [InlineData(100, 151, MeasurementResult.Fail)]
    public void Measure_AbsoluteAndRelativeMargin_TheWiderOneHolds(double champion, double challenger, MeasurementResult expected)
    {
        var check = new MetricCheck { Metric = MetricName.LatencyP99, MaximumIncrease = 20, MaximumIncreaseShare = 0.5 };

        Assert.Equal(expected, Measure(check, Latency(challenger), Latency(champion)).Result);
    }

    [Theory]
    [InlineData(800, MeasurementResult.Pass)]
    [InlineData(770, MeasurementResult.Fail)]
    public void Measure_Accuracy_MayFallByTheMarginOnly(long correct, MeasurementResult expected)
    {
        var check = new MetricCheck { Metric = MetricName.Accuracy, MaximumDecrease = 0.02 };

        Assert.Equal(expected, Measure(check, Labelled(correct), Labelled(810)).Result);
    }

    [Fact]
    public void Measure_WithoutLabels_IsNotEstimable()
    {
        var check = new MetricCheck { Metric = MetricName.Accuracy, Minimum = 0.9 };

        var measurement = Measure(check, new VariantEvidence { Requests = 500 }, VariantEvidence.None);

        Assert.Equal(MeasurementResult.Inconclusive, measurement.Result);
        Assert.Equal("accuracy of v2 is not estimable from 500 requests.", measurement.Sentence);
    }

    private static Measurement Measure(MetricCheck check, VariantEvidence challenger, VariantEvidence champion) =>
        MetricReader.Measure(check, new TwoVariants(challenger, champion), "v2", "v1", Moment.Noon);

    private static VariantEvidence Latency(double p99) => new() { Requests = 1_000, LatencyP99 = p99 };

    private static VariantEvidence Labelled(long correct) => new() { Requests = 1_000, Labelled = 1_000, Correct = correct };

    private sealed class TwoVariants(VariantEvidence challenger, VariantEvidence champion) : IEvidence
    {
        public Completeness Completeness => new() { Share = 1, Agents = 1, Reporting = 1, OldestGap = TimeSpan.Zero };

        public VariantEvidence Of(string variant, TimeSpan? window) => variant == "v2" ? challenger : champion;
    }
}
