using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Quantiles;

namespace ControlPlane.Domain.Tests.Analysis.Quantiles;

public sealed class QuantileTests
{
    private static readonly double[] Shares = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1];

    [Fact]
    public void Sketch_AnyMergeOrder_IsTheSketchOfAllData()
    {
        double[] values = [.. Enumerable.Range(0, 3_000).Select(n => ((n * 7_919) % 3_001) - 1_000.5)];
        var whole = Sketch(values);
        var parts = values.Chunk(700).Select(Sketch).ToArray();

        var merged = Sketch([]);
        foreach (var part in parts.Reverse())
            merged.Merge(part);

        Assert.True(merged.HasSameBins(whole));
        Assert.All(Shares, share => Assert.Equal(whole.Quantile(share), merged.Quantile(share)));
    }

    [Fact]
    public void Sketch_EveryQuantile_IsWithinTheRelativeError()
    {
        double[] values = [.. Enumerable.Range(0, 4_001).Select(n => Math.Exp((n - 2_000) / 300.0) * (n % 3 == 0 ? -1 : 1))];
        var sorted = values.Order().ToArray();
        var sketch = Sketch(values);

        foreach (var share in Shares)
        {
            var exact = sorted[(int)Math.Floor(share * (sorted.Length - 1))];
            Assert.True(Math.Abs(sketch.Quantile(share)!.Value - exact) <= (0.01 * Math.Abs(exact)) + 1e-12, $"{share}: {sketch.Quantile(share)} for {exact}");
        }
    }

    [Fact]
    public void Sketch_Latencies_AnswersAsTheLatencySketchDoes()
    {
        var latencies = new LatencySketch();
        var sketch = new QuantileSketch(LatencySketch.Alpha);
        foreach (var n in Enumerable.Range(1, 2_000))
        {
            latencies.Add(n * 0.37);
            sketch.Add(n * 0.37);
        }

        Assert.All(Shares, share => Assert.Equal(latencies.Quantile(share)!.Value, sketch.BinQuantile(share)!.Value, 9));
    }

    [Fact]
    public void Sketch_MoreBinsThanAllowed_KeepsTheUpperTailExact()
    {
        var sketch = new QuantileSketch(0.001);
        for (var n = 0; n < 20_000; n++)
            sketch.Add(Math.Exp(n / 1_000.0));

        Assert.Equal(Math.Exp(19.8), sketch.Quantile(0.99)!.Value, tolerance: Math.Exp(19.8) * 0.0021);
    }

    [Fact]
    public void Sketch_Empty_HasNoQuantile() => Assert.Null(Sketch([]).Quantile(0.5));

    [Fact]
    public void Sketch_OtherAccuracy_IsNotMerged() => Assert.Throws<ArgumentException>(() => Sketch([1]).Merge(new QuantileSketch(0.02)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Sketch_ValueThatIsNoNumber_IsRefusedWhole(double value)
    {
        var sketch = Sketch([1, 2]);

        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(value));
        Assert.Equal((2, 3), (sketch.Count, sketch.Sum));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 9)]
    [InlineData(0.5, 4)]
    [InlineData(0.25, 2.5)]
    public void Linear_Quantile_LiesBetweenOrderStatistics(double share, double expected) => Assert.Equal(expected, Quantile.Linear([9, 1, 4, 3, 2, 6, 8], share));

    [Fact]
    public void Ranks_TooFewValues_HaveNoUpperLimit()
    {
        Assert.Null(QuantileRanks.Of(367, 0.99, 0.95).Upper);
        Assert.Equal(368, QuantileRanks.Of(368, 0.99, 0.95).Upper);
        Assert.Equal(368, QuantileRanks.LeastCountForUpperLimit(0.99, 0.025));
    }

    [Fact]
    public void Ranks_ManyCounts_CoverAtLeastTheConfidence()
    {
        for (var count = 1; count < 3_000; count += 37)
            Assert.InRange(QuantileRanks.Of(count, 0.9, 0.95).Coverage, 0.95, 1);
    }

    private static QuantileSketch Sketch(IEnumerable<double> values)
    {
        var sketch = new QuantileSketch(0.01);
        foreach (var value in values)
            sketch.Add(value);
        return sketch;
    }
}
