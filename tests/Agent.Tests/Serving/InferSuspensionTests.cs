using System.Net;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferSuspensionTests
{
    private const string Constant = """{"model_name":"pets","outputs":[{"name":"y","datatype":"FP32","shape":[1],"data":[0]}]}""";

    private static readonly string Body = InferRequests.Of([1, 2, 3, 4]);

    [Theory]
    [InlineData("/v2/models/pets/infer")]
    [InlineData("/v2/models/pets/versions/1/infer")]
    public async Task Infer_Suspended_IsRefusedInWordsAndSaysWhenToComeBack(string path)
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(AnEndpoint("pets", 2, 10_000) with { IsSuspended = true }, await server.LoadAsync(OnnxModels.AddConstant(1), 1));

        var answer = await server.InferAsync(Body, path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("5", answer.Headers["retry-after"]);
        Assert.Contains("'pets' is suspended", answer.Error, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(server.Unrouted.Totals()).Value);
    }

    [Fact]
    public async Task Infer_SuspendedWithAConstantFallback_AnswersWithItVerbatimThoughNoVersionIsHere()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            AnEndpoint("pets", 2, 10_000) with { IsSuspended = true, Fallback = new FallbackAnswer(null, Constant) }, [null]);

        var answer = await server.InferAsync(Body);

        Assert.Equal((HttpStatusCode.OK, Constant), (answer.Status, answer.Text));
        Assert.Equal("fallback", answer.Headers["x-variant"]);
        Assert.Equal("2", answer.Headers["x-routing-revision"]);
        Assert.False(answer.Headers.ContainsKey("x-feedback-token"));
        Assert.Equal((0, 1), Counted.In(recorders[0]));
    }

    [Theory]
    [InlineData(true, true, HttpStatusCode.ServiceUnavailable)]
    [InlineData(true, false, HttpStatusCode.ServiceUnavailable)]
    [InlineData(false, true, HttpStatusCode.OK)]
    public async Task Ready_OfTheEndpoint_IsFalseWhileItIsSuspended(bool isSuspended, bool isLoaded, HttpStatusCode expected)
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(AnEndpoint("pets", 2, 10_000) with { IsSuspended = isSuspended }, isLoaded ? await server.LoadAsync(OnnxModels.AddConstant(1), 1) : null);

        Assert.Equal(expected, (await server.GetAsync("/v2/models/pets/ready")).Status);
        Assert.Equal(expected, (await server.GetAsync("/v2/models/pets/versions/1/ready")).Status);
    }

    [Fact]
    public async Task Infer_AssignedByRequest_SplitsByRunningNumberThoughThereIsAKey()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        server.Serve(AnEndpoint("pets", 1, 5_000, 5_000) with { Assignment = AssignmentUnit.Request }, model, model);

        var buckets = new List<string>();
        for (var i = 0; i < 10; i++)
            buckets.Add((await server.InferAsync(Body, headers: ("x-routing-key", "anna"))).Headers["x-bucket"]);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{StickyHash.BucketOfOrdinal(i)}"), buckets);
    }

    [Fact]
    public async Task Infer_AssignedByCaller_KeepsACallerInItsBucket()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        server.Serve(AnEndpoint("pets", 1, 5_000, 5_000), model, model);

        for (var i = 0; i < 3; i++)
            Assert.Equal($"{StickyHash.BucketOf("salt-1", "anna")}", (await server.InferAsync(Body, headers: ("x-routing-key", "anna"))).Headers["x-bucket"]);
    }
}
