using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Web.Features.Evidence;

namespace ControlPlane.Web.Tests.Features.Evidence;

public sealed class SegmentTextTests
{
    [Fact]
    public void Of_OneSegmentDiffersBeyondChance_NamesItWithBothShares()
    {
        var challenger = Labels(("x-region=au", 200, 190), ("x-region=eu", 400, 390));
        var champion = Labels(("x-region=au", 1_000, 600), ("x-region=eu", 4_000, 3_900));

        Assert.Equal(
            "It is more often right where x-region=au (95.0 % of 200 labels against 60.0 % of 1,000 labels). The other segment shows no difference beyond chance.",
            Sentence(challenger, champion));
    }

    [Fact]
    public void Of_TheSameVersions_ClaimsNothing()
    {
        var labels = Labels(("x-region=au", 200, 190), ("x-region=eu", 400, 390));

        Assert.Equal("No segment shows a difference beyond chance.", Sentence(labels, labels));
    }

    [Fact]
    public void Of_AWorseSegment_SaysLess() =>
        Assert.StartsWith("It is less often right where x-region=au (60.0 %", Sentence(Labels(("x-region=au", 1_000, 600)), Labels(("x-region=au", 1_000, 950))), StringComparison.Ordinal);

    private static string Sentence(VariantEvidence challenger, VariantEvidence champion) => SegmentText.Of(
        ExploratoryEffects.BySegment(new ComparedMetric { Metric = MetricName.Accuracy, Margin = 0.02, Alpha = 0.05 }, challenger, champion), challenger, champion);

    private static VariantEvidence Labels(params (string Segment, long Labelled, long Correct)[] segments) => new()
    {
        Requests = segments.Sum(s => s.Labelled),
        Labelled = segments.Sum(s => s.Labelled),
        Correct = segments.Sum(s => s.Correct),
        Segments = segments.ToDictionary(s => s.Segment, s => new SegmentEvidence(s.Labelled, 0, s.Labelled, s.Correct, 0, 0, 0)),
    };
}
