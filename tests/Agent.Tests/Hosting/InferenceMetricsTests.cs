using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Observability.Metrics;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Hosting;

public sealed class InferenceMetricsTests
{
    [Fact]
    public async Task Write_AfterRequests_HasStagesRowsAndRunsUnderBothNames()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        await server.InferAsync(InferRequests.Of([1, 2, 3, 4, 5, 6, 7, 8], rows: 2));
        await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));
        await server.InferAsync("{}");
        var page = new ExpositionPage();

        new InferenceMetrics(server.Tables).Write(page);
        new TritonMetrics(server.Tables).Write(page);

        var lines = ExpositionText.Of(page).Split('\n');
        foreach (var stage in new[] { "queue", "input", "infer", "output" })
        {
            Assert.Contains($"controlplane_agent_stage_seconds_count{{endpoint=\"pets\",version=\"1\",stage=\"{stage}\"}} 2", lines);
            Assert.Contains($"controlplane_agent_stage_seconds_bucket{{endpoint=\"pets\",version=\"1\",stage=\"{stage}\",le=\"+Inf\"}} 2", lines);
        }

        Assert.Contains("controlplane_agent_rows_total{endpoint=\"pets\",version=\"1\"} 3", lines);
        Assert.Contains("controlplane_agent_runs_total{endpoint=\"pets\",version=\"1\",rows=\"2\"} 1", lines);
        Assert.Contains("nv_inference_request_success{model=\"pets\",version=\"1\"} 2", lines);
        Assert.Contains("nv_inference_request_failure{model=\"pets\",version=\"1\",reason=\"OTHER\"} 1", lines);
        Assert.Contains("nv_inference_count{model=\"pets\",version=\"1\"} 3", lines);
        Assert.Contains("nv_inference_exec_count{model=\"pets\",version=\"1\"} 2", lines);
    }
}
