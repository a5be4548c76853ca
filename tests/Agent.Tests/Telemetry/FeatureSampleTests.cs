using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Telemetry;

public sealed class FeatureSampleTests
{
    [Fact]
    public async Task Observe_ColumnsOfSeveralRows_AreOneFeatureEach()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1))[0];

        await server.InferAsync(InferRequests.Of([1, -2, 0, 4, 1, -2, 0, 8], rows: 2));

        var features = recorder.Features.Take();
        Assert.Equal(["x[0]", "x[1]", "x[2]", "x[3]"], features.Select(f => f.Name));
        Assert.Equal([new(FeatureSketch.BinOf(1), 2)], SketchOf(features[0]).Bins);
        Assert.Equal([new(FeatureSketch.BinOf(-2), 2)], SketchOf(features[1]).Bins);
        Assert.Equal([new(FeatureSketch.BinOf(4), 1), new(FeatureSketch.BinOf(8), 1)], SketchOf(features[3]).Bins);
        Assert.True(recorder.Features.IsEmpty);
    }

    [Fact]
    public async Task Observe_RequestThatFails_IsLookedAtToo()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.FailsOnNegative(), 1))[0];

        await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]));

        Assert.Equal(1, SketchOf(recorder.Features.Take()[0]).Count);
    }

    [Fact]
    public async Task Observe_ImageOfManyColumns_IsDescribedByStatisticsOfItsRow()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1, features: 65), 1))[0];

        await server.InferAsync(InferRequests.Of([.. Enumerable.Range(0, 65).Select(i => i % 2 == 0 ? 3f : 1f), .. new float[65]], rows: 2));

        var features = recorder.Features.Take();
        Assert.Equal(["x.mean", "x.deviation", "x.minimum", "x.maximum"], features.Select(f => f.Name));
        Assert.Equal([0f, 3f], SketchOf(features[3]).Bins.Keys.Select(FeatureSketch.InnerEdgeOf));
        Assert.Equal([0f, 1f], SketchOf(features[2]).Bins.Keys.Select(FeatureSketch.InnerEdgeOf));
        Assert.Equal([FeatureSketch.BinOf(0), FeatureSketch.BinOf(131f / 65)], SketchOf(features[0]).Bins.Keys);
        Assert.Equal([FeatureSketch.BinOf(0), FeatureSketch.BinOf(0.9999f)], SketchOf(features[1]).Bins.Keys);
    }

    [Fact]
    public async Task Observe_TextsAndSegments_AreCategoriesWithTheMissingApart()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 10_000) with { SegmentAttributes = ["region"] };
        var recorder = server.Serve(routing, await server.LoadAsync(OnnxModels.Identity(OnnxType.String, "N"), 1))[0];

        await server.InferAsync(InferRequests.Of("BYTES", "[3]", "[\"a\",\"\",\"a\"]"), headers: [("region", "eu")]);
        await server.InferAsync(InferRequests.Of("BYTES", "[1]", "[\"b\"]"));

        var features = recorder.Features.Take();
        Assert.Equal(["x", "region"], features.Select(f => f.Name));
        Assert.All(features, f => Assert.Null(f.Sketch));
        Assert.Equal([("a", 2L), ("b", 1L)], features[0].Categories.Select(c => (c.Key, c.Value)).Order());
        Assert.Equal([("eu", 3L)], features[1].Categories.Select(c => (c.Key, c.Value)));
        Assert.Equal((1L, 1L), (features[0].Missing, features[1].Missing));
    }

    [Fact]
    public async Task Observe_NaNAsBigAsAFloatCannotHold_IsMissing()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.Identity(OnnxType.Double, "N", 2), 1))[0];

        await server.InferAsync(InferRequests.Of("FP64", "[1,2]", "[1e300,5]"));

        var features = recorder.Features.Take();
        Assert.Equal([1L, 0L], features.Select(f => f.Missing));
        Assert.Equal([0L, 1L], features.Select(f => SketchOf(f).Count));
    }

    [Fact]
    public async Task Observe_FarMoreRowsThanAreKept_EachIsKeptWithTheSameProbability()
    {
        const int Blocks = 10, RowsPerBlock = 3_000;
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.AddConstant(1, features: 1), 1);
        var recorder = server.Serve(AnEndpoint("pets", 1, 10_000), model)[0];
        var lane = model.Lanes.Rent();
        var kept = new long[Blocks];

        for (var round = 0; round < 20; round++)
        {
            for (var block = 0; block < Blocks; block++)
            {
                var input = lane.Reshape(0, [RowsPerBlock, 1], RowsPerBlock);
                MemoryMarshal.Cast<byte, float>(input.Bytes).Fill(1 << block);
                recorder.Features.Observe(lane.Inputs, Attributes.None);
            }

            var sketch = SketchOf(Assert.Single(recorder.Features.Take()));
            Assert.Equal(FeatureSample.MaximumRows, sketch.Count);
            for (var block = 0; block < Blocks; block++)
                kept[block] += sketch.Bins.GetValueOrDefault(FeatureSketch.BinOf(1 << block));
        }

        model.Lanes.Return(lane);
        // 1,200 expected of each block; five standard deviations of the binomial are 165.
        Assert.All(kept, count => Assert.InRange(count, 1_035, 1_365));
    }

    [Fact]
    public async Task Observe_SteadyState_AllocatesNothing()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        var recorder = server.Serve(AnEndpoint("pets", 1, 10_000), model)[0];
        var lane = model.Lanes.Rent();
        lane.Reshape(0, [1, 4], 4);
        recorder.Features.Observe(lane.Inputs, Attributes.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var request = 0; request < 5_000; request++)
            recorder.Features.Observe(lane.Inputs, Attributes.None);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        model.Lanes.Return(lane);
    }

    private static FeatureSketch SketchOf(FeatureSummary feature) => FeatureSketch.FromBytes(feature.Sketch).Value;
}
