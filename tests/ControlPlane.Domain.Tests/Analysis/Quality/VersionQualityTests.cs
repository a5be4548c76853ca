using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Tests.Analysis.Quality;

public sealed class VersionQualityTests
{
    [Fact]
    public void Of_NoLabels_EveryNumberIsNotEstimableWithAReason()
    {
        var quality = VersionQuality.Of("v1", 1, new VariantEvidence { Requests = 500 });

        Assert.All(new[] { quality.Accuracy, quality.Auc, quality.CalibrationError, quality.Brier, quality.Cost }, e => Assert.True(e.Value is null && e.WhyNot!.Length > 0));
        Assert.Equal((0.0, 500L), (quality.Coverage.Value, quality.Coverage.Units));
        Assert.StartsWith("How good the answers are is not estimable: none of 500 answers has a label yet.", QualityText.Summary([quality]));
    }

    [Fact]
    public void Of_LabelledSegments_EachHasItsOwnDenominator()
    {
        var evidence = new VariantEvidence
        {
            Requests = 100,
            Labelled = 50,
            Correct = 40,
            Segments = new Dictionary<string, SegmentEvidence> { ["region=eu"] = new(80, 0, 50, 40, 0, 0, 0), ["region=au"] = new(20, 0, 0, 0, 0, 0, 0) },
        };

        var quality = VersionQuality.Of("v1", 1, evidence);

        Assert.Equal(["region=au", "region=eu"], quality.Segments.Select(s => s.Segment));
        Assert.Equal((null, 0.8), (quality.Segments[0].Accuracy.Value, quality.Segments[1].Accuracy.Value));
        Assert.Equal((20L, 80L), (quality.Segments[0].Coverage.Units, quality.Segments[1].Coverage.Units));
    }

    [Fact]
    public void Summary_TwoVersions_NamesSharesIntervalsAndWhoHasNoLabels()
    {
        var one = VersionQuality.Of("v1", 1, new VariantEvidence { Requests = 1_000, Labelled = 400, Correct = 300 });
        var two = VersionQuality.Of("v2", 2, new VariantEvidence { Requests = 200 });

        var sentence = QualityText.Summary([one, two]);

        Assert.Equal("v1 is right for 75 % (70.5 % to 79 %) of 400 labelled answers. 33.3 % of 1,200 answers have a label. No label has come back for v2.", sentence);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(1, 0)]
    [InlineData(1.001, 1)]
    [InlineData(3_600, 5)]
    [InlineData(86_400 * 8, 10)]
    public void BinOf_Delays_FallIntoTheSpanThatHoldsThem(double seconds, int bin) => Assert.Equal(bin, LabelDelay.BinOf(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Delay_MostlyQuick_SaysHalfAndNearlyAll()
    {
        var bins = new long[LabelDelay.BinCount];
        (bins[1], bins[5], bins[10]) = (60, 30, 10);

        Assert.Equal("Half of the 100 labels came within 10 s of their answer, 95 % after more than 7 days. Labels still on their way are not in it.", QualityText.Delay(bins));
        Assert.Equal("Not known: no label has come back in this time.", QualityText.Delay(new long[LabelDelay.BinCount]));
        Assert.Null(LabelDelay.Within(bins, 0.95));
        Assert.Equal(TimeSpan.FromHours(1), LabelDelay.Within(bins, 0.9));
    }
}
