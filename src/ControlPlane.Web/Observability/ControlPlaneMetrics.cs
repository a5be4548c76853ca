using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.Web.Observability;

/// <summary>Gathers the control plane's metrics page from those who know. Thread-safe.</summary>
internal sealed class ControlPlaneMetrics(AgentMetrics agents, EndpointMetrics endpoints, RolloutMetrics rollouts, StorageMetrics storage, LoopTimes loops, EventCounts counts)
{
    private static readonly MetricDefinition Rounds = Histogram("controlplane_loop_duration_seconds", "Time that rounds of a background loop take.", "loop");
    private static readonly MetricDefinition LastRound = Gauge("controlplane_loop_last_run_timestamp_seconds", "When a background loop ended its last round, in Unix time.", "loop");
    private static readonly MetricDefinition Answers = Counter("controlplane_http_requests_total", "HTTP requests answered, by area and class of status.", "area", "code");

    /// <summary>Every metric of the page.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
        [.. AgentMetrics.All, .. EndpointMetrics.All, .. RolloutMetrics.All, .. StorageMetrics.All, Rounds, LastRound, Answers, .. ProcessMetrics.All];

    /// <summary>The page.</summary>
    public async Task<ExpositionPage> GatherAsync(CancellationToken cancellation)
    {
        var page = new ExpositionPage();
        await agents.WriteAsync(page, cancellation);
        await endpoints.WriteAsync(page, cancellation);
        await rollouts.WriteAsync(page, cancellation);
        storage.Write(page);
        WriteLoops(page);
        page.Begin(Answers);
        foreach (var ((area, status), count) in counts.Answers)
            page.Add(count, area, status);
        ProcessMetrics.Write(page);
        return page;
    }

    private void WriteLoops(ExpositionPage page)
    {
        var all = loops.All;
        page.Begin(Rounds);
        foreach (var loop in all)
            page.AddHistogram(LoopTime.Bounds.Zip(loop.Counts), loop.Sum.TotalSeconds, loop.Loop);
        page.Begin(LastRound);
        foreach (var loop in all)
            page.Add(loop.EndedAt.ToUnixTimeMilliseconds() / 1_000.0, loop.Loop);
    }
}
