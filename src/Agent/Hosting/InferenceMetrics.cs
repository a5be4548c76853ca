using System.Globalization;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Statistics;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The part of the metrics page about what versions do: where requests spend their time, sizes of batches, waiting requests. Thread-safe.</summary>
internal sealed class InferenceMetrics(ServingTableHolder tables)
{
    /// <summary>Writes it.</summary>
    public void Write(MetricsText text)
    {
        var table = tables.Current;
        var statistics = StatisticsOf(table);
        text.Begin("stage_seconds", "histogram", "Time that requests spend in each stage; the stages of a request add up to its latency.");
        foreach (var model in statistics)
        {
            WriteStage(text, model, "queue", model.Queue);
            WriteStage(text, model, "input", model.Input);
            WriteStage(text, model, "infer", model.Infer);
            WriteStage(text, model, "output", model.Output);
        }

        text.Begin("rows_total", "counter", "Rows answered.");
        foreach (var model in statistics)
            text.Value("rows_total", model.Rows, LabelsOf(model));
        text.Begin("runs_total", "counter", "Runs of a version by their rows; sizes beyond 64 are rounded up to powers of two.");
        foreach (var model in statistics)
        {
            foreach (var batch in model.Batches.Seen())
                text.Value("runs_total", batch.Count, [.. LabelsOf(model), ("rows", $"{batch.Size}")]);
        }

        text.Begin("cache_lookups_total", "counter", "Looks into the kept answers of endpoints that have a cache.");
        foreach (var model in statistics.Where(m => m.CacheHit.Totals().Count + m.CacheMiss.Totals().Count > 0))
        {
            text.Value("cache_lookups_total", model.CacheHit.Totals().Count, [.. LabelsOf(model), ("result", "hit")]);
            text.Value("cache_lookups_total", model.CacheMiss.Totals().Count, [.. LabelsOf(model), ("result", "miss")]);
        }

        text.Begin("cache_bytes", "gauge", "Memory of kept answers.");
        foreach (var endpoint in table.Endpoints.Values.Where(e => e.Cache is not null).OrderBy(e => e.Routing.Name, StringComparer.Ordinal))
            text.Value("cache_bytes", endpoint.Cache!.Bytes, [("endpoint", endpoint.Routing.Name)]);
        text.Begin("sessions", "gauge", "Sessions of a version; several where a trial at load has shown that runs of one get in each other's way.");
        foreach (var model in table.Versions)
            text.Value("sessions", model.SessionCount, [("model", model.Version.Model), ("version", $"{model.Version.Version}")]);
        text.Begin("batch_waiting", "gauge", "Requests that wait for a run together with others.");
        foreach (var model in table.Versions.Where(m => m.Batcher is not null))
            text.Value("batch_waiting", model.Batcher!.WaitingCount, [("model", model.Version.Model), ("version", $"{model.Version.Version}")]);
    }

    /// <summary>Every count, in the order of names and versions.</summary>
    internal static IReadOnlyList<ModelStatistics> StatisticsOf(ServingTable table) => [.. Serving.EndpointCatalog.StatisticsOf(table)];

    private static void WriteStage(MetricsText text, ModelStatistics model, string stage, StageCounter counter)
    {
        var totals = counter.Totals();
        (string, string)[] labels = [.. LabelsOf(model), ("stage", stage)];
        long below = 0;
        for (var bucket = 0; bucket < totals.Buckets.Length; bucket++)
        {
            below += totals.Buckets[bucket];
            var bound = StageTotals.BoundOf(bucket);
            text.Value("stage_seconds_bucket", below, [.. labels, ("le", double.IsFinite(bound) ? bound.ToString("R", CultureInfo.InvariantCulture) : "+Inf")]);
        }

        text.Value("stage_seconds_sum", totals.Sum.TotalSeconds, labels);
        text.Value("stage_seconds_count", below, labels);
    }

    private static (string, string)[] LabelsOf(ModelStatistics model) => [("endpoint", model.Endpoint), ("version", $"{model.Version}")];
}
