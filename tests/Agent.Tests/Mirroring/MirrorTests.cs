using System.Net;
using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.AgentHost.Tests.Mirroring.MirrorScene;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class MirrorTests
{
    [Fact]
    public async Task Infer_WithAShadow_AnswersAsBeforeAndKeepsInputAndPrediction()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(
            Shadowed(), await server.LoadAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]), 1, Reading), await server.LoadAsync(OnnxModels.Classifier(2, [0, 1, 1, 0]), 2, Reading));

        var answer = await server.InferAsync(InferRequests.Of([3, 1]));

        Assert.Equal((HttpStatusCode.OK, "v1"), (answer.Status, answer.Headers["x-variant"]));
        using var copy = server.Mirrored.TryTake()!;
        Assert.Equal([3f, 1f], MemoryMarshal.Cast<byte, float>(copy.BytesOf(Assert.Single(copy.Inputs))).ToArray());
        Assert.Equal("v1", copy.Answer.Variant);
        Assert.Equal("cat"u8.ToArray(), copy.Answer.Predictions.LabelOf(copy.Answer.Prediction, new byte[8]).ToArray());
        Assert.InRange(copy.Answer.Prediction.Score, 0.1f, 0.2f);
        Assert.True(copy.Answer.RunTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task Infer_WithoutShadows_CopiesNothing()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        await server.InferAsync(Body);

        Assert.Null(server.Mirrored.TryTake());
    }

    [Fact]
    public async Task Infer_VersionNamedOrFailedOrConstant_IsNotCopied()
    {
        await using var server = await ServingHarness.StartAsync();
        var (champion, shadow) = (await server.LoadAsync(OnnxModels.FailsOnNegative(), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        server.Serve(Shadowed(), champion, shadow);

        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(Body, "/v2/models/pets/versions/1/infer")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]))).Status);
        server.Serve(Shadowed() with { Fallback = new FallbackAnswer(null, "{}") }, null, shadow);
        Assert.Equal("{}", (await server.InferAsync(Body)).Text);

        Assert.Equal(0, server.Mirrored.Total);
    }

    [Fact]
    public async Task Infer_Diverted_IsCopied()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 0, 10_000, 0);
        routing = routing with
        {
            Variants = [routing.Variants[0], routing.Variants[1], routing.Variants[2] with { Role = VariantRole.Shadow }],
            Shadows = [new ShadowRouting("v3", 10_000)],
        };
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        server.Serve(routing, model, await server.LoadAsync(OnnxModels.AddConstant(1), 2), await server.LoadAsync(OnnxModels.AddConstant(1), 3))[1].Divert(Diversion.Trip);

        Assert.Equal("v1", (await server.InferAsync(Body)).Headers["x-variant"]);

        Assert.Equal(1, server.Mirrored.Total);
    }

    [Fact]
    public async Task Infer_SeveralShadows_EachGetsItsShareAtAFixedRate()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(10_000, 2_500),
            await server.LoadAsync(OnnxModels.AddConstant(1), 1),
            await server.LoadAsync(OnnxModels.AddConstant(2), 2),
            await server.LoadAsync(OnnxModels.AddConstant(3), 3));

        for (var i = 0; i < 100; i++)
        {
            await server.InferAsync(Body);
            RunAll(server);
        }

        Assert.Equal(100, Counted.In(recorders[1]).Requests);
        Assert.InRange(Counted.In(recorders[2]).Requests, 24, 26);
    }

    [Fact]
    public async Task Infer_ShadowsCannotKeepUp_AnswersAndDropsTheOldest()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(InferRequests.Of([i, 0, 0, 0]))).Status);

        Assert.Equal((8, 8 * 16L), (server.Mirrored.Count, server.Mirrored.Bytes));
        using var oldest = server.Mirrored.TryTake()!;
        Assert.Equal(2, MemoryMarshal.Cast<byte, float>(oldest.BytesOf(oldest.Inputs[0]))[0]);
        Assert.Equal((0, 2), (Counted.All(recorders[1]) is var counts ? counts.Requests : -1, counts.DroppedCopies));
    }

    [Fact]
    public async Task Add_BeyondTheBytes_PushesOutTheOldest()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        using var small = new MirrorQueue(new MirrorLimits { MaximumBytes = 40 });

        for (var i = 0; i < 3; i++)
        {
            await server.InferAsync(Body);
            small.Add(server.Mirrored.TryTake()!);
        }

        Assert.Equal((2, 32L), (small.Count, small.Bytes));
        Assert.Equal(1, BucketOf(recorders[1]).DroppedCopies);
    }
}
