using System.Diagnostics;
using System.Net;
using ControlPlane.AgentHost.Tests.Mirroring;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.AgentHost.Tests.Serving.Grpc;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Tracing;

public sealed class RequestSpansTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c", CallerSpan = "b7ad6b7169203331";
    private const string Recorded = $"00-{TraceId}-{CallerSpan}-01", NotRecorded = $"00-{TraceId}-{CallerSpan}-00";

    [Fact]
    public async Task Infer_CallersTrace_GetsASpanWithItsStages()
    {
        using var heard = new HeardSpans();
        await using var server = await ServingHarness.StartAsync(trail: heard.Trail);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with { Rollout = "rollout-1" }, await server.LoadAsync(OnnxModels.AddConstant(1), 1));

        await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: [("traceparent", Recorded), ("x-request-id", "r-1"), ("x-routing-key", "anna")]);

        var span = heard.Named("inference");
        Assert.Equal((TraceId, CallerSpan, ActivityKind.Server), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString(), span.Kind));
        Assert.Equal(("pets", "v1", "1", "r-1"), (Tag(span, "endpoint"), Tag(span, "variant"), Tag(span, "version"), Tag(span, "request_id")));
        Assert.Equal(("pets", "rollout-1"), (Tag(span, "model"), Tag(span, "rollout")));
        Assert.NotEmpty(Tag(span, "bucket"));
        string[] stages = ["queue", "input", "infer", "output"];
        var children = heard.Ended.Where(s => s.ParentSpanId == span.SpanId).OrderBy(s => s.StartTimeUtc).ToList();
        Assert.Equal(stages, children.Select(s => s.OperationName));
        Assert.All(children, s => Assert.InRange(s.StartTimeUtc + s.Duration, span.StartTimeUtc, span.StartTimeUtc + span.Duration));
        Assert.Equal(span.Duration.TotalMicroseconds, children.Sum(s => s.Duration.TotalMicroseconds), 1.0);
    }

    [Fact]
    public async Task Infer_OverGrpc_TakesTheTraceFromMetadata()
    {
        using var heard = new HeardSpans();
        await using var server = await ServingHarness.StartAsync(trail: heard.Trail);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));

        await server.Grpc.CallAsync("ModelInfer", GrpcInferTests.Raw("x", "FP32", [1, 4], new byte[16]), ("traceparent", Recorded));

        Assert.Equal(CallerSpan, heard.Ended.Single(s => s.Kind == ActivityKind.Server).ParentSpanId.ToHexString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-nonsense")]
    public async Task Infer_NoTraceThatCanBeRead_BeginsOne(string? header)
    {
        using var heard = new HeardSpans();
        await using var server = await ServingHarness.StartAsync(trail: heard.Trail);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: header is null ? [] : [("traceparent", header)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(default, heard.Ended.Single(s => s.Kind == ActivityKind.Server).ParentSpanId);
    }

    [Fact]
    public async Task Infer_Refused_IsAnErrorWithItsCode()
    {
        using var heard = new HeardSpans();
        await using var server = await ServingHarness.StartAsync(trail: heard.Trail);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));

        await server.InferAsync(InferRequests.Of([1, 2, 3]), headers: ("traceparent", Recorded));

        var span = Assert.Single(heard.Ended);
        Assert.Equal((ActivityStatusCode.Error, "tensor_mismatch", "tensor_mismatch"), (span.Status, span.StatusDescription, span.GetTagItem("error.type")));
    }

    [Theory]
    [InlineData(Recorded, 1)]
    [InlineData(NotRecorded, 0)]
    public async Task Shadow_OfARecordedRequest_IsLinkedAndNoChild(string header, int shadows)
    {
        using var heard = new HeardSpans(parent => parent.TraceId == default || parent.TraceFlags == ActivityTraceFlags.Recorded);
        await using var server = await ServingHarness.StartAsync(trail: heard.Trail);
        server.Serve(MirrorScene.Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        await server.InferAsync(MirrorScene.Body, headers: ("traceparent", header));

        MirrorScene.NewRunner(server.Mirrored, spans: heard.Spans).Run(server.Mirrored.TryTake()!);

        var found = heard.Ended.Where(s => s.OperationName == "shadow").ToList();
        Assert.Equal(shadows, found.Count);
        Assert.All(found, s => Assert.Equal((TraceId, "v2"), (Assert.Single(s.Links).Context.TraceId.ToHexString(), Tag(s, "variant"))));
        Assert.All(found, s => Assert.NotEqual(TraceId, s.TraceId.ToHexString()));
    }

    private static string Tag(Activity span, string name) => $"{span.GetTagItem($"controlplane.{name}")}";
}
