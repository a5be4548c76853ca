using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Tests.Drift;

public sealed class FeatureHistogramTests
{
    [Fact]
    public void Of_Numbers_NamesRangesByTheirLimitsAndLosesNoRow()
    {
        var reference = FeatureReference.Freeze(Numbers(Enumerable.Range(-100, 200), missing: 4)).Value;

        var bins = FeatureHistogram.Of(reference, Numbers(Enumerable.Range(0, 50), missing: 1));

        Assert.StartsWith("below -", bins[0].Label, StringComparison.Ordinal);
        Assert.EndsWith(" and above", bins[^2].Label, StringComparison.Ordinal);
        Assert.Equal("missing", bins[^1].Label);
        Assert.Equal((204, 51), (bins.Sum(b => b.Reference), bins.Sum(b => b.Current)));
        var ranges = bins.SkipLast(1).Select(b => b.Label.Replace("below ", "", StringComparison.Ordinal).Replace(" and above", "", StringComparison.Ordinal).Split(" to ")).ToArray();
        Assert.Equal(ranges.SkipLast(1).Select(r => r[^1]), ranges.Skip(1).Select(r => r[0]));
    }

    [Fact]
    public void Of_CategoryThatTheReferenceLacks_IsNamed()
    {
        var reference = FeatureReference.Freeze(Categories(("cat", 300), ("dog", 200))).Value;

        var bins = FeatureHistogram.Of(reference, Categories(("cat", 10), ("koala", 30)));

        HistogramBin[] expected = [new("cat", 300, 10), new("dog", 200, 0), new("any other: koala", 0, 30)];
        Assert.Equal(expected, bins);
    }

    [Fact]
    public void Of_WindowOfAnotherKind_ShowsTheReferenceAlone()
    {
        var reference = FeatureReference.Freeze(Categories(("cat", 300))).Value;

        Assert.Equal(new HistogramBin("cat", 300, 0), Assert.Single(FeatureHistogram.Of(reference, Numbers([1, 2, 3], missing: 0))));
    }

    private static FeatureWindow Numbers(IEnumerable<int> values, long missing)
    {
        var sketch = new FeatureSketch();
        foreach (var value in values)
            sketch.Add(FeatureSketch.BinOf(value), 1);
        return new FeatureWindow("x", sketch, new Dictionary<string, long>(), missing);
    }

    private static FeatureWindow Categories(params (string Name, long Rows)[] categories) => new("label", null, categories.ToDictionary(c => c.Name, c => c.Rows), 0);
}
