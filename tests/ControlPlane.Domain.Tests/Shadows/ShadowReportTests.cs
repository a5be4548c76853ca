using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Domain.Tests.Shadows;

public sealed class ShadowReportTests
{
    private static readonly VariantEvidence Champion = new() { Requests = 5_000, Errors = 5 };

    [Fact]
    public void Report_NoCopyCame_SaysNothingInsteadOfZero()
    {
        var report = Report(new());

        Assert.Equal(ShadowStanding.Nothing, report.Standing);
        Assert.Null(report.Agreement);
        Assert.Null(report.TopOverlap);
        Assert.False(report.AgreementInterval.IsEstimable);
        Assert.Contains("no copy", ShadowText.Verdict(report), StringComparison.Ordinal);
        Assert.Contains("not estimable", ShadowText.Kappa(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999, 999, ShadowStanding.TooFew)]
    [InlineData(5_000, 4_990, ShadowStanding.Alike)]
    [InlineData(5_000, 4_905, ShadowStanding.Undecided)]
    [InlineData(5_000, 4_500, ShadowStanding.Differing)]
    public void Report_AgreementAgainstTheLimit_IsJudgedByItsInterval(long rows, long agreed, ShadowStanding expected) =>
        Assert.Equal(expected, Report(Labelled(rows, agreed)).Standing);

    [Fact]
    public void Report_DisagreesButTrueLabelsProveItRight_IsBetterNotDiffering()
    {
        var report = Report(Labelled(5_000, 4_500), new PairedLabels(800, 10, 60, 30));

        Assert.Equal(ShadowStanding.Better, report.Standing);
        Assert.Contains("95.6 % right against the champion's 90 % of 900 labelled", ShadowText.Verdict(report), StringComparison.Ordinal);
        Assert.Equal(ShadowStanding.Worse, Report(Labelled(5_000, 4_990), new PairedLabels(800, 60, 10, 30)).Standing);
    }

    [Fact]
    public void Report_ShadowFails_FailuresAreAClassOfTheirOwnAndSpeakFirst()
    {
        var report = Report(Labelled(5_000, 5_000) with { Pairs = 5_000, Failed = 200, Invalid = 100 });

        Assert.Equal(ShadowStanding.Failing, report.Standing);
        Assert.Equal(5_300, report.Judged);
        Assert.Equal(5_000, report.Agreement!.Value.Trials);
        Assert.Contains("200 failed and 100 invalid of 5,300", ShadowText.Verdict(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NothingIsReadFromBoth_AsksForADeclaration() =>
        Assert.Equal(ShadowStanding.NotComparable, Report(new() { Pairs = 3_000 }).Standing);

    [Fact]
    public void Report_OneSegmentDisagrees_NamesIt()
    {
        var report = Report(Labelled(5_000, 4_860) with
        {
            SegmentLabelled = new Dictionary<string, long> { ["region=au"] = 400, ["region=eu"] = 2_600, ["region=us"] = 2_000 },
            SegmentAgreed = new Dictionary<string, long> { ["region=au"] = 280, ["region=eu"] = 2_590, ["region=us"] = 1_990 },
        });

        Assert.Equal(["region=au"], report.Notable.Select(s => s.Segment));
        Assert.Contains("region=au: 70 % of 400 rows", ShadowText.Verdict(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_SegmentsAgreeAlike_NamesNone()
    {
        var report = Report(Labelled(5_000, 4_900) with
        {
            SegmentLabelled = new Dictionary<string, long> { ["region=au"] = 400, ["region=eu"] = 4_600 },
            SegmentAgreed = new Dictionary<string, long> { ["region=au"] = 391, ["region=eu"] = 4_509 },
        });

        Assert.Empty(report.Notable);
    }

    [Fact]
    public void Kappa_OneLabelForEverything_IsUndefinedInWords()
    {
        var report = Report(Labelled(2_000, 2_000) with { Labels = [new("cat", "cat", 2_000)] });

        Assert.Contains("undefined: both gave 'cat' to all 2,000 rows", ShadowText.Kappa(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Kappa_CommonLabel_ShowsPrevalenceAndRowsItLeavesOut()
    {
        var report = Report(Labelled(190, 172) with
        {
            Labels = [new("cat", "cat", 170), new("cat", "dog", 5), new("dog", "cat", 5), new(OutputSummary.OtherLabel, OutputSummary.OtherLabel, 10)],
        });

        var sentence = ShadowText.Kappa(report);

        Assert.Contains("Kappa -0.029", sentence, StringComparison.Ordinal);
        Assert.Contains("'cat' with 97.2 %", sentence, StringComparison.Ordinal);
        Assert.Contains("10 rows of rarer pairs are not in it", sentence, StringComparison.Ordinal);
        Assert.Equal(10, report.Matrix.Unnamed);
    }

    [Fact]
    public void Deviation_FromSums_EqualsDeviationFromPairs()
    {
        double[] champion = [0.1, 0.4, 0.8, 0.5, 0.9], shadow = [0.12, 0.4, 0.7, 0.55, 0.91];
        var sums = new PairedDeviation(SumsOf(champion, shadow));
        var pairs = new NumericDeviation(champion, shadow);

        Assert.Equal(pairs.Bias, sums.Bias, 12);
        Assert.Equal(pairs.MeanAbsolute, sums.MeanAbsolute, 12);
        Assert.Equal(pairs.RootMeanSquare, sums.RootMeanSquare, 12);
        Assert.Equal(pairs.Greatest, sums.Greatest, 12);
        Assert.Equal(pairs.Concordance, sums.Concordance, 12);
    }

    [Fact]
    public void Deviation_NumbersHardlyVary_ConcordanceIsNotEstimable()
    {
        double[] champion = [1e9, 1e9, 1e9], shadow = [1e9, 1e9, 1e9];

        Assert.True(double.IsNaN(new PairedDeviation(SumsOf(champion, shadow)).Concordance));
    }

    [Fact]
    public void Latency_QuickerAndSlowerCopies_QuantilesGoFromNegativeToPositive()
    {
        LatencySketch slower = new(), quicker = new();
        for (var i = 0; i < 20; i++)
            quicker.Add(4);
        for (var i = 0; i < 50; i++)
            slower.Add(10);
        var latency = new PairedLatency(new() { Pairs = 100, Slower = 50, SlowerBy = slower.ToBytes(), QuickerBy = quicker.ToBytes() });

        Assert.Equal(-4, latency.Quantile(0)!.Value, 0.05);
        Assert.Equal(0, latency.Quantile(0.3)!.Value, 6);
        Assert.Equal(10, latency.Quantile(0.99)!.Value, 0.1);
        Assert.Equal(10, latency.Quantile(1)!.Value, 0.1);
        Assert.Null(new PairedLatency(new() { Pairs = 100 }).Quantile(0.5));
    }

    private static ShadowReport Report(ShadowComparison comparison, PairedLabels? labels = null) =>
        new("v2", new VariantEvidence { Requests = 5_000, Comparison = comparison }, Champion, labels ?? PairedLabels.None, ShadowLimits.Default);

    private static ShadowComparison Labelled(long rows, long agreed) => new() { Pairs = rows, Labelled = rows, Agreed = agreed };

    private static PairedNumbers SumsOf(double[] champion, double[] shadow) => new()
    {
        Count = champion.Length,
        Champion = champion.Sum(),
        Shadow = shadow.Sum(),
        ChampionSquares = champion.Sum(x => x * x),
        ShadowSquares = shadow.Sum(x => x * x),
        Products = champion.Zip(shadow, (x, y) => x * y).Sum(),
        AbsoluteDifferences = champion.Zip(shadow, (x, y) => Math.Abs(y - x)).Sum(),
        LargestDifference = champion.Zip(shadow, (x, y) => Math.Abs(y - x)).Max(),
    };
}
