using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferFallbackTests
{
    private const string Constant = """{"model_name":"pets","outputs":[]}""";

    private static readonly string Body = InferRequests.Of([1, 2, 3, 4]);

    [Fact]
    public async Task Infer_ChosenVersionRefusedHere_IsAnsweredByTheFallbackVersion()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 0, 10_000, 0) with { Fallback = new FallbackAnswer(3, null) };
        var recorders = server.Serve(
            routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), null, await server.LoadAsync(OnnxModels.AddConstant(3), 3));

        var answer = await server.InferAsync(Body);

        Assert.Equal(("fallback", "3", "4"), (answer.Headers["x-variant"], answer.Headers["x-model-version"], answer.Data()[0]));
        Assert.Equal([(0, 0), (0, 1), (0, 0)], recorders.Select(Counted.In));
    }

    [Fact]
    public async Task Infer_FallbackVersionNotReady_IsAnsweredByTheStableOne()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 0, 10_000) with { Fallback = new FallbackAnswer(3, null) };
        server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), null);

        Assert.Equal("v1", (await server.InferAsync(Body)).Headers["x-variant"]);
    }

    [Fact]
    public async Task Infer_ChosenVersionRefusedHere_IsAnsweredByTheConstant()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 0, 10_000) with { Fallback = new FallbackAnswer(null, Constant) };
        var recorders = server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), null);

        var answer = await server.InferAsync(Body);

        Assert.Equal((Constant, "fallback"), (answer.Text, answer.Headers["x-variant"]));
        Assert.Equal([(0, 0), (0, 1)], recorders.Select(Counted.In));
    }

    [Fact]
    public async Task Infer_ChosenVersionHere_IsNotTouchedByAFallback()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 0, 10_000) with { Fallback = new FallbackAnswer(null, Constant) };
        server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        Assert.Equal("v2", (await server.InferAsync(Body)).Headers["x-variant"]);
    }

    [Fact]
    public async Task Infer_VariantDivertedWhileServing_GoesToStableFromTheNextRequestOnAndComesBack()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            AnEndpoint("pets", 1, 0, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        recorders[1].Divert(Diversion.Trip);
        recorders[1].Divert(Diversion.LeaseExpired);
        var diverted = await server.InferAsync(Body);
        recorders[1].Restore(Diversion.Trip);
        var stillDiverted = await server.InferAsync(Body);
        recorders[1].Restore(Diversion.LeaseExpired);
        var restored = await server.InferAsync(Body);

        Assert.Equal(["v1", "v1", "v2"], new[] { diverted, stillDiverted, restored }.Select(a => a.Headers["x-variant"]));
        Assert.Equal((1, 2), Counted.In(recorders[1]));
    }

    [Fact]
    public async Task Infer_DivertedButTheStableVersionIsNotHere_IsAnsweredAsChosen()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(AnEndpoint("pets", 1, 0, 10_000), null, await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        recorders[1].Divert(Diversion.Trip);

        Assert.Equal("v2", (await server.InferAsync(Body)).Headers["x-variant"]);
        Assert.Equal((1, 0), Counted.In(recorders[1]));
    }
}
