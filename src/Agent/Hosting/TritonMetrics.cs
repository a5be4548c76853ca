using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Statistics;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The same counts under the names that Triton gave them, so that dashboards made for it work here; endpoints stand for its models. Thread-safe.</summary>
internal sealed class TritonMetrics(ServingTableHolder tables)
{
    /// <summary>Writes them.</summary>
    public void Write(MetricsText text)
    {
        var statistics = InferenceMetrics.StatisticsOf(tables.Current);
        Write(text, statistics, "nv_inference_request_success", "Requests answered.", m => m.Success.Totals().Count);
        text.BeginBare("nv_inference_request_failure", "counter", "Requests that failed.");
        foreach (var model in statistics)
            text.BareValue("nv_inference_request_failure", model.Fail.Totals().Count, [.. LabelsOf(model), ("reason", "OTHER")]);
        Write(text, statistics, "nv_inference_count", "Rows answered.", m => m.Rows);
        Write(text, statistics, "nv_inference_exec_count", "Runs of the model.", m => m.Batches.Seen().Sum(b => b.Count));
        Write(text, statistics, "nv_inference_request_duration_us", "Time of all requests in µs.", m => MicrosecondsOf(m.Success));
        Write(text, statistics, "nv_inference_queue_duration_us", "Time that requests waited in µs.", m => MicrosecondsOf(m.Queue));
        Write(text, statistics, "nv_inference_compute_input_duration_us", "Time that inputs took in µs.", m => MicrosecondsOf(m.Input));
        Write(text, statistics, "nv_inference_compute_infer_duration_us", "Time that runs took in µs.", m => MicrosecondsOf(m.Infer));
        Write(text, statistics, "nv_inference_compute_output_duration_us", "Time that outputs took in µs.", m => MicrosecondsOf(m.Output));
        Write(text, statistics, "nv_cache_num_hits_per_model", "Answers that were kept.", m => m.CacheHit.Totals().Count);
        Write(text, statistics, "nv_cache_num_misses_per_model", "Answers that were not kept.", m => m.CacheMiss.Totals().Count);
    }

    private static void Write(MetricsText text, IReadOnlyList<ModelStatistics> statistics, string name, string help, Func<ModelStatistics, double> value)
    {
        text.BeginBare(name, "counter", help);
        foreach (var model in statistics)
            text.BareValue(name, value(model), LabelsOf(model));
    }

    private static double MicrosecondsOf(StageCounter counter) => Math.Floor(counter.Totals().Sum.TotalMicroseconds);

    private static (string, string)[] LabelsOf(ModelStatistics model) => [("model", model.Endpoint), ("version", $"{model.Version}")];
}
