using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The part of the metrics page about what callers got from each variant. Stateless.</summary>
internal static class VariantMetrics
{
    private static readonly MetricDefinition Requests = Counter("controlplane_agent_requests_total", "Requests decided to a variant, answered or failed.", Names);
    private static readonly MetricDefinition Errors = Counter("controlplane_agent_errors_total", "Failed requests by class.", [.. Names, "class"]);
    private static readonly MetricDefinition Diverted = Counter(
        "controlplane_agent_diverted_total", "Requests meant for a variant that something else answered, because the version is not here or its traffic was taken away.", Names);

    private static readonly MetricDefinition Latency = Histogram("controlplane_agent_latency_seconds", "Time from a request's arrival to its answer.", Names);

    // Upper bounds in seconds; the telemetry sketch behind them knows every latency to 1 %.
    private static readonly double[] LatencyBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [Requests, Errors, Diverted, Latency];

    /// <summary>Labels that tell variants apart.</summary>
    internal static IReadOnlyList<string> Names => ["endpoint", "variant", "version", "role"];

    /// <summary>Writes it.</summary>
    public static void Write(ExpositionPage page, IReadOnlyList<VariantTotals> totals)
    {
        page.Begin(Requests);
        foreach (var total in totals)
            page.Add(total.Counts.Requests, ValuesOf(total));

        page.Begin(Errors);
        foreach (var total in totals)
        {
            foreach (var error in Enum.GetValues<ErrorClass>())
                page.Add(total.Counts.Errors[(int)error], [.. ValuesOf(total), error.ToString().ToLowerInvariant()]);
        }

        page.Begin(Diverted);
        foreach (var total in totals)
            page.Add(total.Counts.Diverted, ValuesOf(total));

        page.Begin(Latency);
        foreach (var total in totals)
        {
            var sketch = total.Counts.Latencies();
            IEnumerable<(double, long)> counts = [.. LatencyBounds.Select(bound => (bound, sketch.Count - sketch.CountAbove(bound * 1_000))), (double.PositiveInfinity, sketch.Count)];
            page.AddHistogram(counts, SumOf(total.Counts) / 1_000, ValuesOf(total));
        }
    }

    /// <summary>What tells a variant apart, see <see cref="Names"/>.</summary>
    internal static string[] ValuesOf(VariantTotals total) => [total.Endpoint, total.Variant, $"{total.Version}", total.Role.ToString().ToLowerInvariant()];

    private static double SumOf(VariantCounts counts)
    {
        var sum = 0.0;
        for (var bin = 0; bin < counts.LatencyBins.Length; bin++)
            sum += counts.LatencyBins[bin] * LatencySketch.ValueOf(bin);
        return sum;
    }
}
