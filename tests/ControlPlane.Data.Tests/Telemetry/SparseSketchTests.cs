using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Tests.Telemetry;

public sealed class SparseSketchTests
{
    [Fact]
    public void Sum_RandomSketches_IsWhatMergingThemGives()
    {
        var chance = new Random(11);
        for (var run = 0; run < 300; run++)
        {
            var (left, right) = (Random(chance), Random(chance));
            var sum = SparseSketch.Sum(left.ToBytes(), right.ToBytes(), 1);

            var merged = new LatencySketch();
            merged.Merge(left);
            merged.Merge(right);
            Assert.Equal(merged.ToBytes(), sum);
            Assert.Equal(left.ToBytes(), SparseSketch.Sum(sum, right.ToBytes(), -1));
            AssertQuantiles(merged, SparseSketch.QuantilesOf(sum));

            var bins = new long[LatencySketch.BinCount];
            SparseSketch.AddTo(bins, left.ToBytes());
            SparseSketch.AddTo(bins, right.ToBytes());
            AssertQuantiles(merged, SparseSketch.QuantilesOf(bins));
        }
    }

    [Fact]
    public void QuantilesOf_Empty_IsNull()
    {
        Assert.Null(SparseSketch.QuantilesOf((ReadOnlySpan<byte>)[]));
        Assert.Null(SparseSketch.QuantilesOf(new long[LatencySketch.BinCount]));
    }

    [Fact]
    public void Sum_Nothing_KeepsTheOther() => Assert.Equal([1, 1], SparseSketch.Sum([1, 1], null, -1));

    private static void AssertQuantiles(LatencySketch expected, LatencyQuantiles? actual) => Assert.Equal(
        expected.Count == 0 ? null : new LatencyQuantiles(expected.Quantile(0.5)!.Value, expected.Quantile(0.95)!.Value, expected.Quantile(0.99)!.Value),
        actual);

    private static LatencySketch Random(Random chance)
    {
        var sketch = new LatencySketch();
        for (var count = chance.Next(200); count > 0; count--)
            sketch.Add(Math.Pow(10, (chance.NextDouble() * 9) - 3));
        return sketch;
    }
}
