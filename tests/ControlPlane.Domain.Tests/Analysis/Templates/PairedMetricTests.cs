using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class PairedMetricTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_EvidenceWithoutAComparison_IsNotKnown()
    {
        var paired = MetricName.All.Where(MetricName.IsPaired).ToList();

        Assert.Equal(8, paired.Count);
        Assert.All(paired, metric => Assert.Null(MetricName.Read(metric, new VariantEvidence { Requests = 5_000 })));
    }

    [Fact]
    public void Read_UndefinedKappa_IsNotKnownRatherThanANumber() =>
        Assert.Null(MetricName.Read(MetricName.Kappa, Shadow(new() { Labels = [new("cat", "cat", 900)] })));

    [Theory]
    [InlineData(99, MeasurementResult.Inconclusive)]
    [InlineData(100, MeasurementResult.Pass)]
    public void Measure_ManyCopiesButFewPairs_WaitsForPairs(long pairs, MeasurementResult expected)
    {
        var check = new MetricCheck { Metric = MetricName.Agreement, Minimum = 0.98, MinimumRequests = 100 };

        var measured = MetricReader.Measure(check, new OneVariant(Shadow(new() { Labelled = pairs, Agreed = pairs })), "v2", "v1", Now);

        Assert.Equal(expected, measured.Result);
    }

    private static VariantEvidence Shadow(ShadowComparison comparison) => new() { Requests = 5_000, Comparison = comparison };

    private sealed class OneVariant(VariantEvidence evidence) : IEvidence
    {
        public Completeness Completeness => Completeness.Nothing;

        public VariantEvidence Of(string variant, TimeSpan? window) => evidence;
    }
}
