using System.Net;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Tests.Mirroring;
using ControlPlane.AgentHost.Tests.Serving.Grpc;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving;

[Trait("Category", "Slow")]
public sealed class RequestPriorityTests
{
    private static readonly (string, string) Batch = ("x-priority", "batch");

    [Fact]
    public async Task Infer_Batch_IsAnsweredAndNoTraffic()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(MirrorScene.Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: Batch);
        var call = await server.Grpc.CallAsync("ModelInfer", GrpcInferTests.Raw("x", "FP32", [1, 4], new byte[16]), Batch);

        Assert.Equal(("2,3,4,5", "v1", 0), (string.Join(',', answer.Data()), answer.Headers["x-variant"], call.Status));
        Assert.False(answer.Headers.ContainsKey("x-feedback-token") || call.Headers.ContainsKey("x-feedback-token"));
        Assert.All(recorders, r => Assert.Equal(0, Counted.All(r).Requests));
        Assert.Null(server.Mirrored.TryTake());
        var stats = (await server.GetAsync("/v2/models/pets/stats")).Json.GetProperty("model_stats")[0];
        Assert.Equal(2, stats.GetProperty("inference_count").GetInt32());
    }

    [Fact]
    public async Task Infer_Live_IsTrafficAsWithoutAWord()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        Assert.True((await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: ("x-priority", "live"))).Headers.ContainsKey("x-feedback-token"));
    }

    [Fact]
    public async Task Infer_UnknownPriority_IsRefusedInWords()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: ("x-priority", "urgent"));

        Assert.Equal((HttpStatusCode.BadRequest, "header x-priority is urgent, expected live or batch"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Infer_LiveBehindAFloodOfBatch_IsNotHeldUp()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Slow(steps: 200));
        var body = InferRequests.Of([1, 2, 3, 4]);
        await server.InferAsync(body);

        var flood = Enumerable.Range(0, 60).Select(_ => server.InferAsync(body, headers: Batch)).ToArray();
        var live = await server.InferAsync(body);
        var isSomethingLeft = flood.Any(f => !f.IsCompleted);

        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.True(isSomethingLeft, "the live request was answered only after every batch request");
        Assert.All(await Task.WhenAll(flood), f => Assert.Equal(HttpStatusCode.OK, f.Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ThreadsOfBatchRequests_AreNicerThanShadowsAreToLiveOnes(bool isBatch)
    {
        Assert.True(NativePriority.Batch > NativePriority.Shadows);
        if (!OperatingSystem.IsLinux())
            return;
        using var runs = new LongRuns(isBatch);

        var niceness = await runs.RunAsync("anybody", Niceness);

        Assert.Equal(isBatch ? $"{NativePriority.Batch}" : Niceness(), niceness);

        // The name, in parentheses, may hold spaces; niceness is the 17th field behind it.
        static string Niceness()
        {
            var stat = File.ReadAllText("/proc/thread-self/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16];
        }
    }

    [Fact]
    public async Task Infer_FloodOfOneEndpoint_IsShedThereAndNotNextDoor()
    {
        await using var server = await ServingHarness.StartAsync(options => options with { MaximumRequests = 8 });
        server.ServeEach([("slow", await server.LoadAsync(OnnxModels.Slow(steps: 200), 1)), ("quick", await server.LoadAsync(OnnxModels.AddConstant(1), 2))]);
        var body = InferRequests.Of([1, 2, 3, 4]);
        await server.InferAsync(body, "/v2/models/slow/infer");

        var flood = Enumerable.Range(0, 40).Select(_ => server.InferAsync(body, "/v2/models/slow/infer")).ToArray();
        var quick = new List<HttpStatusCode>();
        while (!Array.TrueForAll(flood, f => f.IsCompleted))
            quick.Add((await server.InferAsync(body, "/v2/models/quick/infer")).Status);

        var answers = await Task.WhenAll(flood);
        Assert.All(answers, a => Assert.Contains(a.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.TooManyRequests]));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.TooManyRequests && a.Headers["retry-after"] == "1");
        // Only while the whole flood knocks at once may the agent as such be full.
        Assert.True(quick.Count(s => s == HttpStatusCode.OK) > quick.Count / 2, $"{quick.Count(s => s == HttpStatusCode.OK)} of {quick.Count} were answered");
    }
}
