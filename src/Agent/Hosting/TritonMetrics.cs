using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The same counts under the names that Triton gave them, so that dashboards made for it work here; endpoints stand for its models. Thread-safe.</summary>
internal sealed class TritonMetrics(ServingTableHolder tables)
{
    private static readonly MetricDefinition Failures = Counter("nv_inference_request_failure", "Requests that failed.", "model", "version", "reason");

    /// <summary>Writes them.</summary>
    public void Write(ExpositionPage page)
    {
        var statistics = InferenceMetrics.StatisticsOf(tables.Current);
        Write(page, statistics, "nv_inference_request_success", "Requests answered.", m => m.Success.Totals().Count);
        page.Begin(Failures);
        foreach (var model in statistics)
            page.Add(model.Fail.Totals().Count, model.Endpoint, $"{model.Version}", "OTHER");
        Write(page, statistics, "nv_inference_count", "Rows answered.", m => m.Rows);
        Write(page, statistics, "nv_inference_exec_count", "Runs of the model.", m => m.Batches.Seen().Sum(b => b.Count));
        Write(page, statistics, "nv_inference_request_duration_us", "Time of all requests in µs.", m => MicrosecondsOf(m.Success));
        Write(page, statistics, "nv_inference_queue_duration_us", "Time that requests waited in µs.", m => MicrosecondsOf(m.Queue));
        Write(page, statistics, "nv_inference_compute_input_duration_us", "Time that inputs took in µs.", m => MicrosecondsOf(m.Input));
        Write(page, statistics, "nv_inference_compute_infer_duration_us", "Time that runs took in µs.", m => MicrosecondsOf(m.Infer));
        Write(page, statistics, "nv_inference_compute_output_duration_us", "Time that outputs took in µs.", m => MicrosecondsOf(m.Output));
        Write(page, statistics, "nv_cache_num_hits_per_model", "Answers that were kept.", m => m.CacheHit.Totals().Count);
        Write(page, statistics, "nv_cache_num_misses_per_model", "Answers that were not kept.", m => m.CacheMiss.Totals().Count);
    }

    private static void Write(ExpositionPage page, IReadOnlyList<ModelStatistics> statistics, string name, string help, Func<ModelStatistics, double> value)
    {
        page.Begin(Counter(name, help, "model", "version"));
        foreach (var model in statistics)
            page.Add(value(model), model.Endpoint, $"{model.Version}");
    }

    private static double MicrosecondsOf(StageCounter counter) => Math.Floor(counter.Totals().Sum.TotalMicroseconds);
}
