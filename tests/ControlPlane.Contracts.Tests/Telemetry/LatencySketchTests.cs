using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Contracts.Tests.Telemetry;

public sealed class LatencySketchTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    public void Quantile_LogNormalLatencies_IsWithinOnePercentOfTheExactValue(double share)
    {
        var values = LogNormal(seed: 7, count: 20_000);
        var sketch = SketchOf(values);

        var exact = values.Order().ElementAt((int)Math.Floor(share * (values.Length - 1)));

        Assert.InRange(sketch.Quantile(share)!.Value, exact * (1 - LatencySketch.Alpha), exact * (1 + LatencySketch.Alpha));
    }

    [Fact]
    public void Merge_ThreeAgents_EqualsOneSketchOverAllData()
    {
        var parts = Enumerable.Range(1, 3).Select(seed => LogNormal(seed, 5_000)).ToArray();
        var merged = new LatencySketch();
        foreach (var part in parts)
            merged.Merge(SketchOf(part));

        Assert.Equal(SketchOf([.. parts.SelectMany(p => p)]).ToBytes(), merged.ToBytes());
    }

    [Fact]
    public void FromBytes_WhatToBytesWrote_IsTheSameSketch()
    {
        var sketch = SketchOf(LogNormal(3, 1_000));

        var read = LatencySketch.FromBytes(sketch.ToBytes());

        Assert.Equal(sketch.ToBytes(), read.Value.ToBytes());
        Assert.Equal(1_000, read.Value.Count);
    }

    [Fact]
    public void ToBytes_OneSecondOfAHundredRequests_StaysSmall() => Assert.InRange(SketchOf(LogNormal(5, 100)).ToBytes().Length, 1, 300);

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0, 1 })]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0x7F, 1 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void FromBytes_MalformedInput_IsRefused(byte[] bytes) =>
        Assert.Equal("sketch_malformed", LatencySketch.FromBytes(bytes).Refusal?.Code);

    [Fact]
    public void Since_AnEarlierState_YieldsWhatCameAfter()
    {
        var earlier = SketchOf([1, 2, 3]);
        var later = SketchOf([1, 2, 3, 40, 50]);

        Assert.Equal(SketchOf([40, 50]).ToBytes(), later.Since(earlier).ToBytes());
    }

    [Fact]
    public void Since_ALaterState_Throws() =>
        Assert.Throws<ArgumentException>(() => SketchOf([1]).Since(SketchOf([1, 2])));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-5)]
    [InlineData(0)]
    public void Add_ValueBelowTheSmallest_FallsIntoTheFirstBin(double value) => Assert.Equal(0, LatencySketch.BinOf(value));

    [Fact]
    public void Add_ValueAboveTheLargest_FallsIntoTheLastBin() =>
        Assert.Equal(LatencySketch.BinCount - 1, LatencySketch.BinOf(double.PositiveInfinity));

    [Fact]
    public void Quantile_EmptySketch_IsUnknownRatherThanZero() => Assert.Null(new LatencySketch().Quantile(0.99));

    [Fact]
    public void CountAbove_ALimitBetweenTwoGroups_CountsTheSlowOnes() =>
        Assert.Equal(2, SketchOf([1, 1, 1, 100, 200]).CountAbove(50));

    private static LatencySketch SketchOf(double[] values)
    {
        var sketch = new LatencySketch();
        foreach (var value in values)
            sketch.Add(value);
        return sketch;
    }

    private static double[] LogNormal(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            Math.Exp(1 + (0.8 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
    }
}
