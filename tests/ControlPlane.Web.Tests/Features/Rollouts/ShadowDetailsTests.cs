using Bunit;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Features.Rollouts.Strategies;
using ControlPlane.Web.Tests.Components;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class ShadowDetailsTests : ComponentContext
{
    private static readonly ShadowComparison Compared = new()
    {
        Pairs = 1_000,
        Failed = 2,
        Invalid = 1,
        ChampionInvalid = 5,
        Labelled = 1_000,
        Agreed = 900,
        Labels = [new LabelPair("cat", "cat", 500), new LabelPair("dog", "dog", 400), new LabelPair("cat", "koala", 60), new LabelPair("dog", "koala", 40)],

        // The champion says 1, 2, 3 and 4, the shadow half more each time.
        Numbers = new PairedNumbers { Count = 4, Champion = 10, Shadow = 12, ChampionSquares = 30, ShadowSquares = 41, Products = 35, AbsoluteDifferences = 2, LargestDifference = 0.5, Within = 1 },
        Ranked = 200,
        TopOverlap = 180,
        Slower = 700,
        SlowerBy = ASketch(700, 2),
        QuickerBy = ASketch(300, 1),
        SegmentLabelled = new Dictionary<string, long> { ["region=au"] = 300, ["region=eu"] = 700 },
        SegmentAgreed = new Dictionary<string, long> { ["region=au"] = 210, ["region=eu"] = 690 },
    };

    [Fact]
    public void Details_EverythingCompared_ShowsEachFigureWithWhatItWasCountedIn()
    {
        var facts = RenderDetails(Compared).Find(".shadow-facts");
        var shown = facts.QuerySelectorAll("dt").Zip(facts.QuerySelectorAll("dd")).ToDictionary(f => f.First.TextContent, f => f.Second.TextContent);

        Assert.StartsWith("The same label for 90 % of 1,000 rows (88 % to 91.7 %)", shown["Agreement"]);
        Assert.StartsWith("Kappa 0.816 (", shown["Kappa"]);
        Assert.Contains("beyond the 45.6 % that chance would give. Most frequent is 'cat' with 56 % by the champion and 50 % by the shadow.", shown["Kappa"]);
        Assert.StartsWith("95.6 % right against the champion's 90 % of 900 labelled requests; only it was right 60 times, only the champion 10 times (McNemar p below 0.001)", shown["True labels"]);
        Assert.Equal("Bias +0.5, mean absolute difference 0.5, largest 0.5; 25 % of 4 pairs within the tolerance; concordance 0.909.", shown["Numbers"]);
        Assert.StartsWith("90.0 % of them are the same, on average over 200 rows.", shown["Highest 3 classes"]);
        Assert.StartsWith("Slower for 70 % of 1,000 requests; difference +", shown["Latency"]);
        Assert.Equal("1,000 answered by both, 2 failed, 1 invalid, 5 with an invalid answer of the champion, 9 dropped.", shown["Copies"]);
    }

    [Fact]
    public void Details_LabelsDiffer_ShowsTheMatrixAndTheCommonestPair()
    {
        var matrix = RenderDetails(Compared).Find(".matrix");

        Assert.Contains("Most often v1 says 'cat' and v2 'koala': 60 rows.", matrix.QuerySelector("caption")!.TextContent);
        Assert.Equal(["v1", "cat", "dog", "koala"], matrix.QuerySelectorAll("thead th").Select(h => h.TextContent));
        Assert.Equal(["500|0|60", "0|400|40", "0|0|0"], matrix.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(c => c.TextContent))));
    }

    [Fact]
    public void Details_OneSegmentDiffers_IsToldFromTheOthers()
    {
        var rows = RenderDetails(Compared).FindAll("table:not(.matrix) tbody tr").Select(r => r.TextContent).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Matches("region=au.*70.0 %.*300.*agrees less", rows[0].ReplaceLineEndings(" "));
        Assert.Matches("region=eu.*98.6 %.*700.*no difference beyond chance", rows[1].ReplaceLineEndings(" "));
    }

    private IRenderedComponent<ShadowDetails> RenderDetails(ShadowComparison comparison) => Render<ShadowDetails>(p => p
        .Add(d => d.Champion, "v1")
        .Add(d => d.Report, new ShadowReport(
            "v2",
            new VariantEvidence { Requests = 1_003, DroppedCopies = 9, Comparison = comparison },
            new VariantEvidence { Requests = 1_012 },
            new PairedLabels(800, 10, 60, 30),
            ShadowLimits.Default)));

    private static byte[] ASketch(int count, double milliseconds)
    {
        var sketch = new LatencySketch();
        sketch.AddToBin(LatencySketch.BinOf(milliseconds), count);
        return sketch.ToBytes();
    }
}
