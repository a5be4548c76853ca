using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The part of the metrics page about what versions do: where requests spend their time, sizes of batches, waiting requests. Thread-safe.</summary>
internal sealed class InferenceMetrics(ServingTableHolder tables)
{
    private static readonly MetricDefinition Stages = Histogram(
        "controlplane_agent_stage_seconds", "Time that requests spend in each stage; the stages of a request add up to its latency.", "endpoint", "version", "stage");

    private static readonly MetricDefinition Rows = Counter("controlplane_agent_rows_total", "Rows answered.", "endpoint", "version");
    private static readonly MetricDefinition Runs = Counter(
        "controlplane_agent_runs_total", "Runs of a version by their rows; sizes beyond 64 are rounded up to powers of two.", "endpoint", "version", "rows");

    private static readonly MetricDefinition CacheLookups = Counter(
        "controlplane_agent_cache_lookups_total", "Looks into the kept answers of endpoints that have a cache.", "endpoint", "version", "result");

    private static readonly MetricDefinition CacheBytes = Gauge("controlplane_agent_cache_bytes", "Memory of kept answers.", "endpoint");
    private static readonly MetricDefinition Sessions = Gauge(
        "controlplane_agent_sessions", "Sessions of a version; several where a trial at load has shown that runs of one get in each other's way.", "model", "version");

    private static readonly MetricDefinition Waiting = Gauge("controlplane_agent_batch_waiting", "Requests that wait for a run together with others.", "model", "version");

    private static readonly MetricDefinition WorkerUp = Gauge("controlplane_agent_worker_up", "1 while the process of a version that has one of its own answers.", "model", "version");
    private static readonly MetricDefinition WorkerEnds = Counter("controlplane_agent_worker_ends_total", "Processes of versions that ended and were started again.", "model", "version");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [Stages, Rows, Runs, CacheLookups, CacheBytes, Sessions, Waiting, WorkerUp, WorkerEnds];

    /// <summary>Writes it.</summary>
    public void Write(ExpositionPage page)
    {
        var table = tables.Current;
        var statistics = StatisticsOf(table);
        page.Begin(Stages);
        foreach (var model in statistics)
        {
            AddStage(page, model, "queue", model.Queue);
            AddStage(page, model, "input", model.Input);
            AddStage(page, model, "infer", model.Infer);
            AddStage(page, model, "output", model.Output);
        }

        page.Begin(Rows);
        foreach (var model in statistics)
            page.Add(model.Rows, model.Endpoint, $"{model.Version}");
        page.Begin(Runs);
        foreach (var (model, batch) in statistics.SelectMany(m => m.Batches.Seen().Select(b => (m, b))))
            page.Add(batch.Count, model.Endpoint, $"{model.Version}", $"{batch.Size}");
        page.Begin(CacheLookups);
        foreach (var model in statistics.Where(m => m.CacheHit.Totals().Count + m.CacheMiss.Totals().Count > 0))
        {
            page.Add(model.CacheHit.Totals().Count, model.Endpoint, $"{model.Version}", "hit");
            page.Add(model.CacheMiss.Totals().Count, model.Endpoint, $"{model.Version}", "miss");
        }

        page.Begin(CacheBytes);
        foreach (var endpoint in table.Endpoints.Values.Where(e => e.Cache is not null).OrderBy(e => e.Routing.Name, StringComparer.Ordinal))
            page.Add(endpoint.Cache!.Bytes, endpoint.Routing.Name);
        page.Begin(Sessions);
        foreach (var model in table.Versions)
            page.Add(model.SessionCount, model.Version.Model, $"{model.Version.Version}");
        page.Begin(Waiting);
        foreach (var model in table.Versions.Where(m => m.Batcher is not null))
            page.Add(model.Batcher!.WaitingCount, model.Version.Model, $"{model.Version.Version}");
        page.Begin(WorkerUp);
        foreach (var model in table.Versions.Where(m => m.Worker is not null))
            page.Add(model.IsUp ? 1 : 0, model.Version.Model, $"{model.Version.Version}");
        page.Begin(WorkerEnds);
        foreach (var model in table.Versions.Where(m => m.Worker is not null))
            page.Add(model.Worker!.Ends, model.Version.Model, $"{model.Version.Version}");
    }

    /// <summary>Every count, in the order of names and versions.</summary>
    internal static IReadOnlyList<ModelStatistics> StatisticsOf(ServingTable table) => [.. Serving.EndpointCatalog.StatisticsOf(table)];

    private static void AddStage(ExpositionPage page, ModelStatistics model, string stage, StageCounter counter)
    {
        var totals = counter.Totals();
        var counts = new (double, long)[totals.Buckets.Length];
        long below = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
            counts[bucket] = (StageTotals.BoundOf(bucket), below += totals.Buckets[bucket]);
        page.AddHistogram(counts, totals.Sum.TotalSeconds, model.Endpoint, $"{model.Version}", stage);
    }
}
