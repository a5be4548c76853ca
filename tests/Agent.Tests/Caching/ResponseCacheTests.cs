using System.Text.Json;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.AgentHost.Tests.Serving.Grpc;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Caching;

public sealed class ResponseCacheTests
{
    [Fact]
    public async Task Infer_SameInputsInAnyForm_RunOnceAndAnswerAlike()
    {
        await using var server = await StartAsync(cacheBytes: 1 << 20);

        var first = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));
        var again = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));
        var binary = await server.InferBinaryAsync("", GrpcInferTests.Bytes<float>(1, 2, 3, 4));
        var grpc = await server.Grpc.CallAsync("ModelInfer", GrpcInferTests.Raw("x", "FP32", [1, 4], GrpcInferTests.Bytes<float>(1, 2, 3, 4)));

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(GrpcInferTests.Bytes<float>(2, 3, 4, 5), Assert.Single(binary.Tensors));
        Assert.Equal(GrpcInferTests.Bytes<float>(2, 3, 4, 5), grpc.As(ModelInferResponse.Parser).RawOutputContents[0].ToByteArray());
        Assert.Equal((1, 3, 1, 4), await CountsAsync(server));
        Assert.NotEqual(first.Headers["x-feedback-token"], again.Headers["x-feedback-token"]);
    }

    [Fact]
    public async Task Infer_OtherValuesOrOtherShape_AreNotTakenForTheSame()
    {
        await using var server = await ServingHarness.StartAsync();
        server.CacheBytes = 1 << 20;
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.Identity(OnnxType.Float, "N", "M"), 1));

        Assert.Equal("[1,4]", (await server.InferAsync(InferRequests.Of([1, 2, 3, 4], rows: 1))).Output().GetProperty("shape").GetRawText());
        Assert.Equal("[2,2]", (await server.InferAsync(InferRequests.Of([1, 2, 3, 4], rows: 2))).Output().GetProperty("shape").GetRawText());
        Assert.Equal(["1", "2", "3", "5"], (await server.InferAsync(InferRequests.Of([1, 2, 3, 5], rows: 1))).Data());
        Assert.Equal((3, 0, 3, 3), await CountsAsync(server));
    }

    [Fact]
    public async Task Infer_AfterATableThatChangesTheEndpoint_RunsAgain()
    {
        await using var server = await StartAsync(cacheBytes: 1 << 20);
        await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));

        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 2, 10_000), await server.LoadAsync(OnnxModels.AddConstant(5), 1));

        Assert.Equal(["6", "7", "8", "9"], (await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Data());
    }

    [Fact]
    public async Task Infer_MoreThanThereIsRoomFor_ForgetsWhatWasAskedForLeastLately()
    {
        // An answer of four numbers takes 512 + 16 + 16 bytes: there is room for two.
        await using var server = await StartAsync(cacheBytes: 1_200);

        foreach (var value in new[] { 1, 2, 1, 3, 1, 2 })
            Assert.Equal($"{value + 1}", (await server.InferAsync(InferRequests.Of([value, 0, 0, 0]))).Data()[0]);

        Assert.Equal((4, 2, 4, 6), await CountsAsync(server));
        Assert.InRange(server.Tables.Current.Endpoints["pets"].Cache!.Bytes, 1, 1_200);
    }

    [Fact]
    public async Task Infer_WithoutACache_RunsEveryTime()
    {
        await using var server = await StartAsync(cacheBytes: 0);

        await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));
        await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));

        Assert.Equal((2, 0, 0, 2), await CountsAsync(server));
    }

    [Fact]
    public async Task Infer_ManyCallersWhileAnswersAreForgotten_EachGetsItsOwn()
    {
        await using var server = await StartAsync(cacheBytes: 3_000);

        await Parallel.ForAsync(0, 2_000, async (number, _) =>
        {
            var value = number % 17;
            Assert.Equal([$"{value + 1}", "1", "1", "1"], (await server.InferAsync(InferRequests.Of([value, 0, 0, 0]))).Data());
        });
    }

    private static async Task<ServingHarness> StartAsync(long cacheBytes)
    {
        var server = await ServingHarness.StartAsync();
        server.CacheBytes = cacheBytes;
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        return server;
    }

    private static async Task<(int Runs, int Hits, int Misses, int Answers)> CountsAsync(ServingHarness server)
    {
        var model = (await server.GetAsync("/v2/models/pets/stats")).Json.GetProperty("model_stats")[0];
        var stages = model.GetProperty("inference_stats");
        return (model.GetProperty("execution_count").GetInt32(), CountOf(stages, "cache_hit"), CountOf(stages, "cache_miss"), CountOf(stages, "success"));
    }

    private static int CountOf(JsonElement stages, string name) => stages.GetProperty(name).GetProperty("count").GetInt32();
}
