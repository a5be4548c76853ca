using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;
using static ControlPlane.AgentHost.Tests.Telemetry.Buckets;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed class BucketFoldingTests
{
    [Fact]
    public void Fold_TwoMinutesOfSeconds_KeepsEveryCount()
    {
        TelemetryBucket[] buckets = [.. Enumerable.Range(30, 120).Select(s => ABucket(s, requests: s, errors: s % 7))];

        var folded = BucketFolding.Fold(buckets, 60);

        Assert.Equal([(30L, 30), (60L, 60), (120L, 30)], folded.Select(b => (b.Start, b.Seconds)));
        Assert.Equal(buckets.Sum(b => b.Requests), folded.Sum(b => b.Requests));
        Assert.Equal(buckets.Sum(b => b.Errors.Values.Sum()), folded.Sum(b => b.Errors.Values.Sum()));
        Assert.Equal(buckets.Sum(b => b.Outputs.Labels.Values.Sum()), folded.Sum(b => b.Outputs.Labels.Values.Sum()));
        Assert.Equal(SketchOf(buckets).ToBytes(), SketchOf(folded).ToBytes());
    }

    [Fact]
    public void Fold_Twice_IsFoldingOnceToTheLongerSpan()
    {
        TelemetryBucket[] buckets = [.. Enumerable.Range(0, 7_200).Select(s => ABucket(s, requests: 1))];

        var twice = BucketFolding.Fold(BucketFolding.Fold(buckets, 60), 3_600);

        Assert.Equal([(0L, 3_600, 3_600L), (3_600L, 3_600, 3_600L)], twice.Select(b => (b.Start, b.Seconds, b.Requests)));
    }

    [Fact]
    public void Fold_OtherVariantOrTrippedSpan_StaysApart()
    {
        TelemetryBucket[] buckets = [ABucket(1), ABucket(2, variant: "v2"), ABucket(3) with { IsTripped = true }, ABucket(4)];

        var folded = BucketFolding.Fold(buckets, 60);

        Assert.Equal(
            [(1L, "v1", false, 20L), (2L, "v2", false, 10L), (3L, "v1", true, 10L)],
            folded.Select(b => (b.Start, b.Variant, b.IsTripped, b.Requests)));
    }

    [Fact]
    public void Fold_GrownBucket_IsNewerThanAnyCopyOfItsFirstMember() =>
        Assert.Equal(4, Assert.Single(BucketFolding.Fold([ABucket(1, revision: 4), ABucket(2, revision: 1)], 60)).Revision);

    [Fact]
    public void Fold_MoreLabelsThanTravel_CountsTheRestTogether()
    {
        TelemetryBucket Labelled(int start) => ABucket(start) with
        {
            Outputs = new OutputSummary { Labels = Enumerable.Range(start * 40, 40).ToDictionary(l => $"class {l}", _ => 1L) },
        };

        var labels = Assert.Single(BucketFolding.Fold([Labelled(1), Labelled(2)], 60)).Outputs.Labels;

        Assert.Equal((OutputSummary.MaximumLabels + 1, 80L, 30L), (labels.Count, labels.Values.Sum(), labels[OutputSummary.OtherLabel]));
    }

    private static LatencySketch SketchOf(IEnumerable<TelemetryBucket> buckets)
    {
        var sketch = new LatencySketch();
        foreach (var bytes in buckets.Select(b => b.Latency).OfType<byte[]>())
            sketch.Merge(LatencySketch.FromBytes(bytes).Value);
        return sketch;
    }
}
