using ControlPlane.TestKit.Otlp;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Observability;

/// <summary>Real processes send to a collector, by the standard variables alone.</summary>
public sealed class TraceTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerSpan = "b7ad6b7169203331";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Collector_OfATracedRequestWithAShadow_GetsItsSpansTheShadowLinked()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var installation = await TwoVersions.StartAsync(agents: 1, collector.Environment);
        var started = await installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new { strategy = "shadow", versions = new[] { 2 }, hold = "1h" });
        var rollout = started.GetProperty("id").GetString();
        await Eventually.BeTrueAsync("the shadow gets copies", async () => (await installation.Api.GetAsync($"endpoints/{TwoVersions.Endpoint}/routing-table")).GetRawText().Contains("\"shadow\"", StringComparison.Ordinal), Limit);
        await installation.WaitUntilConvergedAsync();
        using var client = new InferenceClient();

        var answer = await client.InferAsync(installation.Agents[0].Rest, TwoVersions.Endpoint, TwoVersions.Body, "anna", ("traceparent", $"00-{TraceId}-{CallerSpan}-01"));
        await Eventually.BeTrueAsync("the shadow's span came", () => Task.FromResult(collector.Spans.Any(s => s.Name == "shadow")), Limit);
        await Eventually.BeTrueAsync("the request's spans came", () => Task.FromResult(collector.Spans.Count(s => s.TraceId == TraceId) == 5), Limit);

        Assert.Equal(200, answer.Status);
        var request = collector.Spans.Single(s => s.Name == "inference");
        Assert.Equal((TraceId, CallerSpan, "controlplane-agent"), (request.TraceId, request.ParentId, request.Service));
        Assert.Equal((TwoVersions.Endpoint, "1", "v1"), (request.Attributes["controlplane.model"], request.Attributes["controlplane.version"], request.Attributes["controlplane.variant"]));
        Assert.Equal(rollout, request.Attributes["controlplane.rollout"]);
        Assert.InRange(int.Parse(request.Attributes["controlplane.bucket"]), 0, 9_999);
        Assert.Equal(["infer", "input", "output", "queue"], collector.Spans.Where(s => s.ParentId == request.SpanId).Select(s => s.Name).Order(StringComparer.Ordinal));
        var shadow = collector.Spans.Single(s => s.Name == "shadow" && s.Links.Contains((TraceId, request.SpanId)));
        Assert.NotEqual(TraceId, shadow.TraceId);
        Assert.Equal(("", "2", rollout), (shadow.ParentId, shadow.Attributes["controlplane.version"], shadow.Attributes["controlplane.rollout"]));
    }

    [Fact]
    public async Task Collector_OfBothProcesses_GetsTheMetricsOfTheirPagesAndTheDecisions()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var installation = await TwoVersions.StartAsync(agents: 1, collector.Environment);
        var started = await installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 5_000 }, hold = "1h" });
        var rollout = started.GetProperty("id").GetString();

        await Eventually.BeTrueAsync("a decision came", () => Task.FromResult(collector.Spans.Any(s => s.Name == "rollout.decide" && s.Attributes["controlplane.rollout"] == rollout)), Limit);
        await Eventually.BeTrueAsync(
            "metrics of both came",
            () => Task.FromResult(collector.Metrics.Contains(("controlplane", "controlplane_agents")) && collector.Metrics.Contains(("controlplane-agent", "controlplane_agent_table_revision"))),
            Limit);

        Assert.Contains(("controlplane", "controlplane_loop_duration_seconds_bucket"), collector.Metrics);
        Assert.Contains(collector.Spans, s => s is { Service: "controlplane" } && s.Attributes.ContainsKey("http.route"));
    }
}
