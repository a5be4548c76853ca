using System.Net;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferRoutingTests
{
    private static readonly string Body = InferRequests.Of([1, 2, 3, 4]);

    [Fact]
    public async Task Infer_SameKey_AnswersWithTheVariantOfItsBucketEveryTime()
    {
        await using var server = await ServingHarness.StartAsync();
        await ServeHalvesAsync(server);

        foreach (var key in Enumerable.Range(0, 40).Select(i => $"user-{i}"))
        {
            var bucket = StickyHash.BucketOf("salt-1", key);
            var version = bucket < 5_000 ? 1 : 2;

            for (var round = 0; round < 2; round++)
            {
                var answer = await server.InferAsync(Body, headers: ("x-routing-key", key));

                Assert.Equal($"{version}", answer.Headers["x-model-version"]);
                Assert.Equal($"{version}", answer.Json.GetProperty("model_version").GetString());
                Assert.Equal($"v{version}", answer.Headers["x-variant"]);
                Assert.Equal($"{bucket}", answer.Headers["x-bucket"]);
                Assert.Equal("3", answer.Headers["x-routing-revision"]);
                Assert.Equal($"{1 + version}", answer.Data()[0]);
            }
        }
    }

    [Fact]
    public async Task Infer_WithoutKey_SplitsByRunningNumber()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = await ServeHalvesAsync(server);

        for (var i = 0; i < 20; i++)
            Assert.Equal($"{StickyHash.BucketOfOrdinal(i)}", (await server.InferAsync(Body)).Headers["x-bucket"]);

        var counts = recorders.Select(r => Drain(r).Requests).ToArray();
        Assert.Equal(20, counts.Sum());
        Assert.All(counts, count => Assert.InRange(count, 8, 12));
    }

    [Theory]
    [InlineData("header", "x-user", "anna")]
    [InlineData("cookie", "cookie", "a=b; uid=anna; c=d")]
    [InlineData("cookie", "cookie", "uid=\"anna\"")]
    [InlineData("parameter", "", ",\"parameters\":{\"user\":\"anna\"}")]
    [InlineData("parameter", "", ",\"parameters\":{\"a\":1,\"us\\u0065r\":\"\\u0061nna\"}")]
    public async Task Infer_KeyInAnyPlace_HasTheSameBucket(string place, string header, string value)
    {
        await using var server = await ServingHarness.StartAsync();
        var source = new RoutingKeySource("x-user", "uid", "user");
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with { RoutingKey = source }, await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        var body = place == "parameter" ? Body[..^1] + value + "}" : Body;

        var answer = await server.InferAsync(body, headers: place == "parameter" ? [] : [(header, value)]);

        Assert.Equal($"{StickyHash.BucketOf("salt-1", "anna")}", answer.Headers["x-bucket"]);
    }

    [Fact]
    public async Task Infer_KeyInSeveralPlaces_TakesHeaderThenCookieThenParameter()
    {
        await using var server = await ServingHarness.StartAsync();
        var source = new RoutingKeySource("x-user", "uid", "user");
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with { RoutingKey = source }, await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        var body = Body[..^1] + ",\"parameters\":{\"user\":\"three\"}}";

        var all = await server.InferAsync(body, headers: [("x-user", "one"), ("cookie", "uid=two")]);
        var two = await server.InferAsync(body, headers: ("cookie", "uid=two"));

        Assert.Equal($"{StickyHash.BucketOf("salt-1", "one")}", all.Headers["x-bucket"]);
        Assert.Equal($"{StickyHash.BucketOf("salt-1", "two")}", two.Headers["x-bucket"]);
    }

    [Theory]
    [InlineData("x-tier", "gold", "", "2")]
    [InlineData("x-tier", "silver", "", "1")]
    [InlineData("", "", ",\"parameters\":{\"x-tier\":\"gold\"}", "2")]
    [InlineData("", "", ",\"parameters\":{\"x-tier\":7}", "1")]
    [InlineData("", "", "", "1")]
    public async Task Infer_RuleOnAnAttribute_LooksAtHeadersAndParameters(string header, string value, string more, string version)
    {
        await using var server = await ServingHarness.StartAsync();
        var rule = new RoutingRule { Id = "gold", Conditions = [new AttributeCondition("x-tier", ConditionOperator.In, ["gold"])], Variant = "v2" };
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000, 0) with { Rules = [rule] };
        var recorders = server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        var answer = await server.InferAsync(Body[..^1] + more + "}", headers: header.Length == 0 ? [] : [(header, value)]);

        Assert.Equal(version, answer.Headers["x-model-version"]);
        Assert.Equal(version == "1", answer.Headers.ContainsKey("x-bucket"));
        Assert.Equal(version == "2" ? [1L] : [0L], Drain(recorders[1]).Rules);
    }

    [Fact]
    public async Task Infer_SegmentAttributeInAParameter_IsCounted()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with { SegmentAttributes = ["region"] };
        var recorder = server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1))[0];

        await server.InferAsync(Body[..^1] + ",\"parameters\":{\"region\":\"north\"}}");
        await server.InferAsync(Body, headers: ("region", "south"));
        await server.InferAsync(Body);

        Assert.Equal(
            new Dictionary<string, long> { ["region=north"] = 1, ["region=south"] = 1 }, recorder.ToBucket(Drain(recorder), 0, 1, 1).Segments);
    }

    [Fact]
    public async Task Infer_VersionRefusedHere_IsAnsweredByTheStableOneAndCountedAsDiverted()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 0, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), null);

        var answer = await server.InferAsync(Body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("v1", answer.Headers["x-variant"]);
        var (stable, diverted) = (Drain(recorders[0]), Drain(recorders[1]));
        Assert.Equal((0, 0), (stable.Requests, stable.Diverted));
        Assert.Equal((0, 1), (diverted.Requests, diverted.Diverted));
    }

    [Fact]
    public async Task Infer_VersionInThePath_BypassesTheSplitAndIsNotCounted()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            RoutingTableBuilder.AnEndpoint("pets", 1, 10_000, 0), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        var answer = await server.InferAsync(Body, "/v2/models/pets/versions/2/infer");
        var wrong = await server.InferAsync("{}", "/v2/models/pets/versions/2/infer");

        Assert.Equal("3", answer.Data()[0]);
        Assert.Equal("2", answer.Headers["x-model-version"]);
        Assert.False(answer.Headers.ContainsKey("x-feedback-token"));
        Assert.False(answer.Headers.ContainsKey("x-variant"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.All(recorders, recorder => Assert.Equal(0, Drain(recorder).Requests));
    }

    [Fact]
    public async Task Infer_EveryKindOfFailure_IsCountedByItsClass()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.FailsOnNegative(), 1))[0];

        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(Body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync("{")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync("{}")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(Body)).Status);

        var counts = Drain(recorder);
        Assert.Equal(5, counts.Requests);
        Assert.Equal((2, 1), (counts.Errors[(int)ErrorClass.Rejected], counts.Errors[(int)ErrorClass.Model]));
        Assert.Equal(2, counts.Latencies().Count);
        Assert.Empty(server.Unrouted.Totals());
    }

    [Fact]
    public async Task Infer_ModelThatFails_SaysWhatTheRuntimeSays()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.FailsOnNegative());

        var answer = await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.StartsWith("The model failed: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Gather", answer.Error, StringComparison.Ordinal);
    }

    private static async Task<VariantRecorder[]> ServeHalvesAsync(ServingHarness server) => server.Serve(
        RoutingTableBuilder.AnEndpoint("pets", 3, 5_000, 5_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

    private static VariantCounts Drain(VariantRecorder recorder)
    {
        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        return counts;
    }
}
