using System.Diagnostics;
using System.Net;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Serving;

[Trait("Category", "Slow")]
public sealed class InferDeadlineTests
{
    [Fact]
    public async Task Infer_RunBeyondTheTimeout_IsEndedAndTheModelStillAnswers()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.Slow(steps: 1_500), 1))[0];
        var body = InferRequests.Of([1, 2, 3, 4]);
        var startedAt = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(body)).Status);
        var untimed = Stopwatch.GetElapsedTime(startedAt);

        var answer = await server.InferAsync(WithTimeout(body, untimed / 10));

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Contains("was ended after", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4"], (await server.InferAsync(body)).Data());
        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        Assert.Equal((3, 1), (counts.Requests, counts.Errors[(int)ErrorClass.Timeout]));
    }

    [Fact]
    public async Task Infer_TimeoutPassedBeforeTheRun_DoesNotRun()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var body = InferRequests.Of([.. Enumerable.Repeat(1f, 400_000)], rows: 100_000);

        var answer = await server.InferAsync(WithTimeout(body, TimeSpan.FromMicroseconds(1)));

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Equal("the timeout of 1 µs passed before the model could run", answer.Error);
    }

    [Fact]
    public async Task Infer_TimeoutThatSuffices_Answers()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var body = InferRequests.Of([1, 2, 3, 4]);

        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(WithTimeout(body, TimeSpan.FromMinutes(1)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(WithTimeout(body, TimeSpan.Zero))).Status);
    }

    private static string WithTimeout(string body, TimeSpan timeout) =>
        $"{body[..^1]},\"parameters\":{{\"timeout\":{(long)timeout.TotalMicroseconds}}}}}";
}
