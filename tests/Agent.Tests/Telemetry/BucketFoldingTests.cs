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

    [Fact]
    public void Fold_CellsSegmentsFeaturesAndComparison_AddUp()
    {
        TelemetryBucket Full(int start, int times)
        {
            var (cells, sketch, slower) = (new CellCounts(), new FeatureSketch(), new LatencySketch());
            cells.Add(3, 10 * times, times);
            sketch.Add(FeatureSketch.BinOf(start), times);
            slower.AddToBin(5, times);
            return ABucket(start) with
            {
                Cells = cells.ToBytes(),
                CpuMicroseconds = 7 * times,
                SegmentErrors = new Dictionary<string, long> { ["region=eu"] = times },
                Features =
                [
                    new FeatureSummary { Name = "x", Sketch = sketch.ToBytes(), Missing = times },
                    new FeatureSummary { Name = "region", Categories = Enumerable.Range(start * 40, 40).ToDictionary(c => $"{c}", _ => (long)times) },
                ],
                Comparison = new ShadowComparison
                {
                    Pairs = times,
                    Labelled = times,
                    Labels = [.. Enumerable.Range(start * 150, 150).Select(l => new LabelPair("cat", $"{l}", times))],
                    Numbers = new PairedNumbers { Count = times, LargestDifference = start },
                    Slower = times,
                    SlowerBy = slower.ToBytes(),
                    SegmentLabelled = new Dictionary<string, long> { ["region=eu"] = times },
                },
            };
        }

        var folded = Assert.Single(BucketFolding.Fold([Full(1, 1), Full(2, 10), ABucket(3)], 60));

        Assert.Equal((110L, 11L), (CellCounts.FromBytes(folded.Cells).Value.Requests[3], CellCounts.FromBytes(folded.Cells).Value.Errors[3]));
        Assert.Equal((77L, 11L), (folded.CpuMicroseconds, folded.SegmentErrors["region=eu"]));
        Assert.Equal(["x", "region"], folded.Features.Select(f => f.Name));
        Assert.Equal([1L, 10L], FeatureSketch.FromBytes(folded.Features[0].Sketch).Value.Bins.Values);
        Assert.Equal((51, 440L, 30L, 11L), (folded.Features[1].Categories.Count, folded.Features[1].Categories.Values.Sum(), folded.Features[1].Categories[OutputSummary.OtherLabel], folded.Features[0].Missing));
        var comparison = folded.Comparison!;
        Assert.Equal((11L, 11L, 11L, 2.0), (comparison.Pairs, comparison.Labelled, comparison.Numbers!.Count, comparison.Numbers.LargestDifference));
        Assert.Equal((201, 1_650L, 100L), (comparison.Labels.Count, comparison.Labels.Sum(l => l.Count), comparison.Labels[^1].Count));
        Assert.Equal((11L, 11L), (LatencySketch.FromBytes(comparison.SlowerBy).Value.Count, comparison.SegmentLabelled["region=eu"]));
    }

    [Fact]
    public void Fold_NoComparisonAnywhere_HasNone()
    {
        var folded = Assert.Single(BucketFolding.Fold([ABucket(1), ABucket(2)], 60));

        Assert.Null(folded.Comparison);
        Assert.Null(folded.Cells);
        Assert.Empty(folded.Features);
    }

    private static LatencySketch SketchOf(IEnumerable<TelemetryBucket> buckets)
    {
        var sketch = new LatencySketch();
        foreach (var bytes in buckets.Select(b => b.Latency).OfType<byte[]>())
            sketch.Merge(LatencySketch.FromBytes(bytes).Value);
        return sketch;
    }
}
