using ControlPlane.TestKit.Otlp;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Observability;

/// <summary>What a collector gets of real processes.</summary>
public sealed class TraceTests(TracedInstallation traced) : IClassFixture<TracedInstallation>
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerSpan = "b7ad6b7169203331";

    private OtlpCollector Collector => traced.Collector;

    [Fact]
    public async Task Collector_OfATracedRequestWithAShadow_GetsItsSpansTheShadowLinked()
    {
        using var client = new InferenceClient();

        var answer = await client.InferAsync(traced.Installation.Agents[0].Rest, TwoVersions.Endpoint, TwoVersions.Body, "anna", ("traceparent", $"00-{TraceId}-{CallerSpan}-01"));
        await UntilAsync("the shadow's span came", () => Collector.Spans.Any(s => s.Name == "shadow"));
        await UntilAsync("the request's spans came", () => Collector.Spans.Count(s => s.TraceId == TraceId) == 5);

        Assert.Equal(200, answer.Status);
        var request = Collector.Spans.Single(s => s.Name == "inference");
        Assert.Equal((TraceId, CallerSpan, "controlplane-agent"), (request.TraceId, request.ParentId, request.Service));
        Assert.Equal((TwoVersions.Endpoint, "1", "v1"), (request.Attributes["controlplane.model"], request.Attributes["controlplane.version"], request.Attributes["controlplane.variant"]));
        Assert.Equal(traced.Rollout, request.Attributes["controlplane.rollout"]);
        Assert.InRange(int.Parse(request.Attributes["controlplane.bucket"]), 0, 9_999);
        Assert.Equal(["infer", "input", "output", "queue"], Collector.Spans.Where(s => s.ParentId == request.SpanId).Select(s => s.Name).Order(StringComparer.Ordinal));
        var shadow = Collector.Spans.Single(s => s.Name == "shadow" && s.Links.Contains((TraceId, request.SpanId)));
        Assert.NotEqual(TraceId, shadow.TraceId);
        Assert.Equal(("", "2", traced.Rollout), (shadow.ParentId, shadow.Attributes["controlplane.version"], shadow.Attributes["controlplane.rollout"]));
    }

    [Fact]
    public async Task Collector_OfTheControlPlane_GetsDecisionsAndRequests()
    {
        await UntilAsync("a decision came", () => Collector.Spans.Any(s => s.Name == "rollout.decide" && s.Attributes["controlplane.rollout"] == traced.Rollout));
        await UntilAsync("a request to the API came", () => Collector.Spans.Any(s => s.Service == "controlplane" && s.Attributes.GetValueOrDefault("http.route", "").StartsWith("/api/v1/", StringComparison.Ordinal)));

        var decided = Collector.Spans.First(s => s.Name == "rollout.decide");
        Assert.Equal(("shadow", TwoVersions.Endpoint), (decided.Attributes["controlplane.strategy"], decided.Attributes["controlplane.endpoint"]));
    }

    [Fact]
    public async Task Collector_OfBothProcesses_GetsTheMetricsOfTheirPages()
    {
        await UntilAsync("metrics of the control plane came", () => Collector.Metrics.Contains(("controlplane", "controlplane_agents")));
        await UntilAsync("metrics of the agent came", () => Collector.Metrics.Contains(("controlplane-agent", "controlplane_agent_table_revision")));

        await UntilAsync("a histogram came", () => Collector.Metrics.Contains(("controlplane", "controlplane_loop_duration_seconds_bucket")));
    }

    private static Task UntilAsync(string awaited, Func<bool> isTrue) => Eventually.BeTrueAsync(awaited, () => Task.FromResult(isTrue()), TracedInstallation.Limit);
}
