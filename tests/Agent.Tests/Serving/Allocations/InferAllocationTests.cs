using System.Text;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.AgentHost.Tests.Serving.Allocations;

public sealed class InferAllocationTests
{
    private const int WarmUp = 2_000;
    private const int Measured = 200;

    [Fact]
    public async Task Answer_SteadyRequest_AllocatesNothingButTheStringOfItsToken()
    {
        await using var server = await ServingHarness.StartAsync();
        var reading = new OutputReading { Output = "probabilities", Kind = OutputKind.Probabilities, ClassNames = ["cat", "dog"], PositiveClass = "dog" };
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with
        {
            RoutingKey = new RoutingKeySource("x-routing-key", null, "user"),
            SegmentAttributes = ["region"],
            Rules = [new RoutingRule { Id = "gold", Conditions = [new AttributeCondition("tier", ConditionOperator.In, ["gold"])], Variant = "v1" }],
        };
        server.Serve(routing, await server.LoadAsync(Probabilities(), 1, reading));
        using var workspaces = new InferWorkspacePool(server.Tokens);
        using var mirrored = new MirrorQueue(new MirrorLimits());
        using var runs = new LongRuns();
        var handler = new InferHandler(
            new RequestRouter(server.Tables), new AnswerHeaders(TimeProvider.System), new Mirror(mirrored, TimeProvider.System), RequestTrail.None, new RequestIdSource(1), runs, TimeProvider.System);
        var exchange = AnExchange();
        var form = new RestForm();
        var body = Encoding.UTF8.GetBytes(InferRequests.Of([0.5f, 0.25f])[..^1] + ",\"id\":\"7\",\"parameters\":{\"user\":\"anna\",\"region\":\"north\"}}");
        await AnswerAsync(handler, exchange, workspaces, form, body, WarmUp);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await AnswerAsync(handler, exchange, workspaces, form, body, Measured);
        var perRequest = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Measured;

        var token = exchange.ResponseHeaders["x-feedback-token"].ToString();
        // A string: object header, type, length, two bytes per character, end, rounded up to eight.
        Assert.InRange(perRequest, 0, (8 + 8 + 4 + (2 * token.Length) + 2 + 7) / 8 * 8);
    }

    [Fact]
    public async Task Answer_SteadyBinaryRequest_AllocatesNothingButTheStringOfItsToken()
    {
        await using var server = await ServingHarness.StartAsync(Negative());
        using var workspaces = new InferWorkspacePool(server.Tokens);
        using var mirrored = new MirrorQueue(new MirrorLimits());
        using var runs = new LongRuns();
        var handler = new InferHandler(
            new RequestRouter(server.Tables), new AnswerHeaders(TimeProvider.System), new Mirror(mirrored, TimeProvider.System), RequestTrail.None, new RequestIdSource(1), runs, TimeProvider.System);
        var json = Encoding.UTF8.GetBytes(InferRequests.With(
            """{"name":"x","shape":[1,784],"datatype":"FP32","parameters":{"binary_data_size":3136}}""", ",\"parameters\":{\"binary_data_output\":true}"));
        byte[] body = [.. json, .. new byte[784 * sizeof(float)]];
        var exchange = AnExchange($"{json.Length}");
        var form = new RestForm();
        await AnswerAsync(handler, exchange, workspaces, form, body, WarmUp);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await AnswerAsync(handler, exchange, workspaces, form, body, Measured);
        var perRequest = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Measured;

        var token = exchange.ResponseHeaders["x-feedback-token"].ToString();
        Assert.InRange(perRequest, 0, (8 + 8 + 4 + (2 * token.Length) + 2 + 7) / 8 * 8);
    }

    private static async Task AnswerAsync(InferHandler handler, Exchange exchange, InferWorkspacePool workspaces, RestForm form, byte[] body, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var workspace = workspaces.Rent();
            Assert.Null(await handler.AnswerAsync(exchange, workspace, form, body));
            workspaces.Return(workspace);
        }
    }

    // On a busy machine a run may take long enough for a batch, and what allocates then is another thread.
    private static OnnxModelBuilder Unbatched() => new OnnxModelBuilder("unbatched").Metadata("controlplane.batch.max_rows", "1");

    private static byte[] Probabilities() => Unbatched()
        .Input("x", OnnxType.Float, "N", 2).Output("probabilities", OnnxType.Float, "N", 2)
        .Node("Softmax", ["x"], ["probabilities"], OnnxAttribute.Int("axis", 1))
        .Build();

    private static byte[] Negative() => Unbatched()
        .Input("x", OnnxType.Float, "N", 784).Output("y", OnnxType.Float, "N", 784).Node("Neg", ["x"], ["y"])
        .Build();

    private static Exchange AnExchange(string? jsonLength = null)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Path = "/v2/models/pets/infer", Method = "POST", Headers = HeadersOf(jsonLength) });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        var exchange = new Exchange();
        exchange.Begin(features, TimeProvider.System.GetTimestamp());
        return exchange;
    }

    private static HeaderDictionary HeadersOf(string? jsonLength) => jsonLength is null ? [] : new() { ["Inference-Header-Content-Length"] = jsonLength };
}
