using System.Net;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferBatchingTests
{
    [Fact]
    public async Task Infer_ManyCallersOfASlowModel_AreRunTogetherAndEachGetsItsOwnRows()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Slow(steps: 20));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async caller =>
        {
            var rows = 1 + (caller % 3);
            float[] values = [.. Enumerable.Range(0, rows * 4).Select(v => (float)((caller * 100) + v))];
            return (Expected: values.Select(v => v.ToString()), Answer: await server.InferAsync(InferRequests.Of(values, rows)));
        }));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.OK, string.Join(',', a.Expected)), (a.Answer.Status, string.Join(',', a.Answer.Data()))));
        var stats = (await server.GetAsync("/v2/models/pets/stats")).Json.GetProperty("model_stats")[0];
        var batches = stats.GetProperty("batch_stats").EnumerateArray()
            .Select(b => (Rows: b.GetProperty("batch_size").GetInt32(), Runs: b.GetProperty("compute_infer").GetProperty("count").GetInt32())).ToList();
        Assert.Equal(answers.Sum(a => a.Answer.Data().Length / 4), stats.GetProperty("inference_count").GetInt32());
        Assert.Equal(stats.GetProperty("inference_count").GetInt32(), batches.Sum(b => b.Rows * b.Runs));
        Assert.True(stats.GetProperty("execution_count").GetInt32() < 150, "nothing was run together");
        Assert.InRange(batches.Max(b => b.Rows), 4, 32);
        Assert.Equal(0, server.InFlight.Count);
    }

    [Fact]
    public async Task Infer_ManyCallersOfTwoVariants_EachIsAnsweredByItsOwnAlthoughBothAreRunTogether()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(
            RoutingTableBuilder.AnEndpoint(ServingHarness.Endpoint, 1, 5_000, 5_000),
            await server.LoadAsync(OnnxModels.Slow(steps: 20), 1),
            await server.LoadAsync(OnnxModels.Slow(steps: 20, plus: 1_000), 2));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            async caller => (Caller: caller, Answer: await server.InferAsync(InferRequests.Of([caller, caller, caller, caller], rows: 1), headers: ("x-routing-key", $"user-{caller}")))));

        Assert.All(answers, a =>
        {
            var expected = a.Answer.Headers["x-model-version"] == "2" ? a.Caller + 1_000 : a.Caller;
            Assert.Equal((HttpStatusCode.OK, $"{expected}"), (a.Answer.Status, a.Answer.Data()[0]));
        });
        var stats = (await server.GetAsync($"/v2/models/{ServingHarness.Endpoint}/stats")).Json.GetProperty("model_stats").EnumerateArray().ToList();
        Assert.Equal((2, 100), (stats.Count, stats.Sum(s => s.GetProperty("inference_count").GetInt32())));
        Assert.All(stats, s => Assert.True(s.GetProperty("execution_count").GetInt32() < s.GetProperty("inference_count").GetInt32(), "nothing was run together"));
    }
}
