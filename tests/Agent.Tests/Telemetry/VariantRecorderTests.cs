using System.Diagnostics;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed class VariantRecorderTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    private static readonly EndpointRouting Routing = AnEndpoint("pets", 4, 9_000, 1_000) with
    {
        SegmentAttributes = ["region"],
        Rules = [new RoutingRule { Id = "beta", Conditions = [new AttributeCondition("x-beta", ConditionOperator.Exists, [])], Variant = "v2" }],
    };

    [Fact]
    public void Answered_OneRequest_IsCountedInEveryMeasure()
    {
        var recorder = RecorderOf(new OutputReading { Kind = OutputKind.Probabilities, Output = "p", ClassNames = ["cat", "dog"] });

        recorder.Answered(20 * Millisecond, new Prediction { LabelIndex = 1, Score = 0.97f, IsInvalid = true }, 0, new Attributes(("region", "eu")));

        var bucket = BucketOf(recorder);
        Assert.Equal(("pets", "v2", 2, 4L, 1L), (bucket.Endpoint, bucket.Variant, bucket.Version, bucket.RouteRevision, bucket.Requests));
        Assert.Equal(20, LatencySketch.FromBytes(bucket.Latency).Value.Quantile(0.5)!.Value, 20 * LatencySketch.Alpha);
        Assert.Equal([new("dog", 1)], bucket.Outputs.Labels);
        Assert.Equal(1, bucket.Outputs.Scores[19]);
        Assert.Equal(1, bucket.Outputs.Invalid);
        Assert.Equal([new("region=eu", 1)], bucket.Segments);
        Assert.Equal([new("beta", 1)], bucket.Rules);
        Assert.Empty(bucket.Errors);
    }

    [Fact]
    public void Failed_OneRequest_IsARequestWithoutLatency()
    {
        var recorder = RecorderOf(OutputReading.None);

        recorder.Failed(ErrorClass.Timeout, -1, Attributes.None);
        recorder.Diverted();

        var bucket = BucketOf(recorder);
        Assert.Equal((1L, 1L), (bucket.Requests, bucket.Diverted));
        Assert.Equal([new(ErrorClass.Timeout, 1)], bucket.Errors);
        Assert.Null(bucket.Latency);
        Assert.Empty(bucket.Rules);
    }

    [Fact]
    public void Answered_WithCellAndProcessorTime_CountsBothAndFailuresThatAreNotTheCallers()
    {
        var recorder = RecorderOf(OutputReading.None);
        var eu = new Attributes(("region", "eu"));

        recorder.Answered(1, Prediction.None, -1, eu, cell: 7, cpuNanoseconds: 2_500);
        recorder.Failed(ErrorClass.Model, -1, eu, cell: 7);
        recorder.Failed(ErrorClass.Rejected, -1, eu, cell: 99);
        recorder.Answered(1, Prediction.None, -1, Attributes.None, cell: -1, cpuNanoseconds: 500);

        var bucket = BucketOf(recorder);
        var cells = CellCounts.FromBytes(bucket.Cells).Value;
        Assert.Equal((2L, 1L, 1L, 0L), (cells.Requests[7], cells.Errors[7], cells.Requests[99], cells.Errors[99]));
        Assert.Equal((3L, 3L), (cells.Requests.Sum(), bucket.CpuMicroseconds));
        Assert.Equal([new("region=eu", 1)], bucket.SegmentErrors);
        Assert.Null(BucketOf(recorder).Cells);
    }

    [Fact]
    public void Answered_ClockThatRanBackwards_IsCountedAsTheShortestLatency()
    {
        var recorder = RecorderOf(OutputReading.None);

        recorder.Answered(-5 * Millisecond, Prediction.None, -1, Attributes.None);

        Assert.Equal(LatencySketch.ValueOf(0), LatencySketch.FromBytes(BucketOf(recorder).Latency).Value.Quantile(1));
    }

    [Fact]
    public void Answered_SeveralRows_CountsEachRow()
    {
        var recorder = RecorderOf(new OutputReading { Kind = OutputKind.Label, Output = "l" });
        PredictedRow[] further = [new(3, null, float.NaN), new(-1, "named", 0.1f)];

        recorder.Answered(1, new Prediction { LabelIndex = 3, Score = float.NaN, FurtherRows = further }, -1, Attributes.None);

        var outputs = BucketOf(recorder).Outputs;
        Assert.Equal([("3", 2L), ("named", 1L)], outputs.Labels.Select(l => (l.Key, l.Value)).Order());
        Assert.Equal(1, outputs.Scores.Sum());
    }

    [Fact]
    public void Answered_ScoresOutsideTheirSpan_AreCountedAtItsEnds()
    {
        var recorder = RecorderOf(new OutputReading { Kind = OutputKind.Score, Output = "s" });
        foreach (var score in (float[])[-5, 0, 1, 7, float.PositiveInfinity, float.NaN])
            recorder.Answered(1, new Prediction { LabelIndex = -1, Score = score }, -1, Attributes.None);

        var scores = BucketOf(recorder).Outputs.Scores;

        Assert.Equal((2, 2, 4), (scores[0], scores[19], scores.Sum()));
    }

    [Fact]
    public void Answered_MoreNamesThanAreKept_CountsTheRestTogether()
    {
        var recorder = RecorderOf(new OutputReading { Kind = OutputKind.Label, Output = "l" });
        for (var label = 0; label < 80; label++)
            recorder.Answered(1, new Prediction { LabelIndex = -1, Label = $"class {label}" }, -1, new Attributes(("region", $"region {label}")));

        var bucket = BucketOf(recorder);

        Assert.Equal(OutputSummary.MaximumLabels + 1, bucket.Outputs.Labels.Count);
        Assert.Equal(30, bucket.Outputs.Labels[OutputSummary.OtherLabel]);
        Assert.Equal(60, bucket.Segments["region=" + OutputSummary.OtherLabel]);
        Assert.Equal(80, bucket.Segments.Values.Sum());
    }

    [Fact]
    public async Task Answered_FromManyThreadsWhileDrained_LosesAndDoublesNothing()
    {
        const int Threads = 8, Requests = 20_000;
        var recorder = RecorderOf(OutputReading.None);
        var total = recorder.NewCounts();
        var callers = Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var request = 0; request < Requests; request++)
            {
                if (request % 10 == 0)
                    recorder.Failed(ErrorClass.Model, -1, Attributes.None);
                else
                    recorder.Answered(request, Prediction.None, -1, Attributes.None);
            }
        })).ToArray();

        while (!callers.All(c => c.IsCompleted))
            recorder.DrainInto(total);
        await Task.WhenAll(callers);
        recorder.DrainInto(total);

        Assert.Equal(Threads * Requests, total.Requests);
        Assert.Equal(Threads * Requests / 10, total.Errors.Sum());
        Assert.Equal(total.Requests - total.Errors.Sum(), total.Latencies().Count);
    }

    [Fact]
    public void Answered_SteadyState_AllocatesNothing()
    {
        var recorder = RecorderOf(new OutputReading { Kind = OutputKind.Probabilities, Output = "p", ClassNames = ["cat", "dog"] });
        var attributes = new Attributes(("region", "eu"));
        var prediction = new Prediction { LabelIndex = 0, Score = 0.5f };
        recorder.Answered(5, prediction, 0, attributes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var request = 0; request < 1_000; request++)
            recorder.Answered(request, prediction, 0, attributes);

        // The fake's look-up allocates its predicate.
        var perRequest = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        Assert.True(perRequest <= AllocationOf(attributes), $"{perRequest} bytes per request");
    }

    private static long AllocationOf(Attributes attributes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var look = 0; look < 1_000; look++)
            attributes.Find("region");
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
    }

    private static VariantRecorder RecorderOf(OutputReading reading) => new(Routing, Routing.Variants[1], reading);

    private static TelemetryBucket BucketOf(VariantRecorder recorder)
    {
        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        return recorder.ToBucket(counts, 100, 1, 1);
    }
}
