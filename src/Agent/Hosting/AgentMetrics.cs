using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>Gathers the metrics page from those who count. Thread-safe.</summary>
internal sealed class AgentMetrics(
    TelemetryHarvester harvester,
    TelemetryLedger ledger,
    FeedbackQueue feedback,
    RequestLog requestLog,
    TableApplier applier,
    PreparationBoard board,
    ModelLoader loader,
    ControlPlaneContact contact,
    InFlightCounter inFlight,
    UnroutedRequests unrouted,
    RolloutMetrics rollouts,
    InferenceMetrics inference,
    TritonMetrics triton,
    AgentOptions options)
{
    // Upper bounds in seconds; the telemetry sketch behind them knows every latency to 1 %.
    private static readonly double[] LatencyBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>The page.</summary>
    public string Write()
    {
        var text = new MetricsText();
        var totals = harvester.Totals();
        WriteRequests(text, totals);
        WriteLatencies(text, totals);
        WriteTable(text);
        text.Single("contact_seconds", "gauge", "Seconds since the control plane answered.", contact.SinceContact.TotalSeconds);
        text.Single("connected", "gauge", "1 while the hub connection lives.", contact.Session is null ? 0 : 1);
        text.Single("in_flight", "gauge", "Requests being answered.", inFlight.Count);
        text.Single("telemetry_pending", "gauge", "Telemetry buckets not yet acknowledged.", ledger.PendingCount);
        text.Single("telemetry_dropped_requests_total", "counter", "Requests whose telemetry was thrown away.", ledger.DroppedRequests);
        text.Single("feedback_pending", "gauge", "Feedback items not yet passed on.", feedback.Count);
        text.Single("request_log_dropped_total", "counter", "Requests of the sample that are not in the request log.", requestLog.Dropped);
        text.Begin("unrouted_requests_total", "counter", "Requests that ended before a variant was decided, by HTTP status.");
        foreach (var (status, count) in unrouted.Totals())
            text.Value("unrouted_requests_total", count, [("status", $"{status}")]);
        rollouts.Write(text, totals);
        inference.Write(text);
        if (options.HasTritonMetrics)
            triton.Write(text);
        return text.ToString();
    }

    private static void WriteRequests(MetricsText text, IReadOnlyList<VariantTotals> totals)
    {
        text.Begin("requests_total", "counter", "Requests decided to a variant, answered or failed.");
        foreach (var total in totals)
            text.Value("requests_total", total.Counts.Requests, LabelsOf(total));

        text.Begin("errors_total", "counter", "Failed requests by class.");
        foreach (var total in totals)
        {
            foreach (var error in Enum.GetValues<ErrorClass>())
                text.Value("errors_total", total.Counts.Errors[(int)error], [.. LabelsOf(total), ("class", error.ToString().ToLowerInvariant())]);
        }

        text.Begin("diverted_total", "counter", "Requests meant for a variant that something else answered, because the version is not here or its traffic was taken away.");
        foreach (var total in totals)
            text.Value("diverted_total", total.Counts.Diverted, LabelsOf(total));
    }

    private static void WriteLatencies(MetricsText text, IReadOnlyList<VariantTotals> totals)
    {
        text.Begin("latency_seconds", "histogram", "Time from a request's arrival to its answer.");
        foreach (var total in totals)
        {
            var sketch = total.Counts.Latencies();
            foreach (var bound in LatencyBounds)
                text.Value("latency_seconds_bucket", sketch.Count - sketch.CountAbove(bound * 1_000), [.. LabelsOf(total), ("le", $"{bound}")]);
            text.Value("latency_seconds_bucket", sketch.Count, [.. LabelsOf(total), ("le", "+Inf")]);
            text.Value("latency_seconds_sum", SumOf(total.Counts) / 1_000, LabelsOf(total));
            text.Value("latency_seconds_count", sketch.Count, LabelsOf(total));
        }
    }

    private void WriteTable(MetricsText text)
    {
        var state = applier.State;
        text.Single("table_epoch", "gauge", "Epoch of the accepted table.", state.Position.Epoch);
        text.Single("table_revision", "gauge", "Revision of the accepted table.", state.Position.Revision);
        text.Single("table_whole", "gauge", "1 while every endpoint routes as the table says.", state.IsWhole ? 1 : 0);
        text.Single(
            "rejected_revision", "gauge", "Revision of the last table refused since one was accepted, 0 when none was.", applier.LastRefusal?.Position.Revision ?? 0);
        text.Single("sessions_created_total", "counter", "Sessions created since the process started; going back to a version that is held ready creates none.", loader.SessionsCreated);
        text.Begin("versions", "gauge", "Versions held or on the way, by state.");
        var states = board.Statuses();
        foreach (var preparation in Enum.GetValues<PreparationState>())
            text.Value("versions", states.Count(s => s.State == preparation), [("state", preparation.ToString().ToLowerInvariant())]);
    }

    /// <summary>What tells variants apart on the page.</summary>
    internal static (string, string)[] LabelsOf(VariantTotals total) =>
    [
        ("endpoint", total.Endpoint),
        ("variant", total.Variant),
        ("version", $"{total.Version}"),
        ("role", total.Role.ToString().ToLowerInvariant()),
    ];

    private static double SumOf(VariantCounts counts)
    {
        var sum = 0.0;
        for (var bin = 0; bin < counts.LatencyBins.Length; bin++)
            sum += counts.LatencyBins[bin] * LatencySketch.ValueOf(bin);
        return sum;
    }
}
