using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Observability.Metrics;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.Web.Observability;

/// <summary>The part of the metrics page about endpoints: what their variants shall get and got, and drift. Thread-safe.</summary>
internal sealed class EndpointMetrics(EndpointQueries endpoints, SeriesQueries series, DriftReader drift)
{
    private static readonly string[] Names = ["endpoint", "variant", "version", "role"];
    private static readonly MetricDefinition SetShare = Gauge("controlplane_variant_set_share_ratio", "Set share of a variant, 0 to 1.", Names);
    private static readonly MetricDefinition ActualShare = Gauge(
        "controlplane_variant_actual_share_ratio", "Share of the last minute's requests that a variant answered, 0 to 1; absent while there were none.", Names);

    private static readonly MetricDefinition Requests = Counter(
        "controlplane_requests_total", "Requests answered or failed, as agents delivered them; the version is empty and the role 'gone' where the endpoint has the variant no more.", Names);

    private static readonly MetricDefinition Errors = Counter("controlplane_request_errors_total", "Failed requests, as agents delivered them.", Names);
    private static readonly MetricDefinition Suspended = Gauge("controlplane_endpoint_suspended", "1 while an endpoint deliberately does not answer.", "endpoint");
    private static readonly MetricDefinition Alarm = Gauge("controlplane_drift_alarm", "1 while an endpoint drifts, by where that comes from.", "endpoint", "origin");
    private static readonly MetricDefinition Alarmed = Gauge("controlplane_drift_alarmed_subjects", "Inputs and predictions of an endpoint that are away from their reference.", "endpoint");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [SetShare, ActualShare, Requests, Errors, Suspended, Alarm, Alarmed];

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(ExpositionPage page, CancellationToken cancellation)
    {
        var rows = await endpoints.ListAsync(cancellation);
        var variants = rows.SelectMany(e => e.Variants.Select(v => (Endpoint: e.Name, Variant: v))).ToList();
        page.Begin(SetShare);
        foreach (var (endpoint, variant) in variants)
            page.Add(variant.Weight / (double)TrafficWeight.Whole, ValuesOf(endpoint, variant));
        page.Begin(ActualShare);
        var recent = await series.RecentRequestsAsync(EndpointFacts.WindowLength, cancellation);
        foreach (var endpoint in rows)
            AddShares(page, endpoint, recent.GetValueOrDefault(endpoint.Name));
        await WriteTotalsAsync(page, variants.ToDictionary(v => (v.Endpoint, v.Variant.Name), v => v.Variant), cancellation);
        page.Begin(Suspended);
        foreach (var endpoint in rows)
            page.Add(endpoint.Overlay.IsSuspended ? 1 : 0, endpoint.Name);
        WriteDrift(page, rows);
    }

    // A shadow answers nobody.
    private static void AddShares(ExpositionPage page, EndpointRow endpoint, IReadOnlyDictionary<string, long>? requests)
    {
        var answering = endpoint.Variants.Where(v => v.Role != VariantRole.Shadow).ToList();
        var all = answering.Sum(v => requests?.GetValueOrDefault(v.Name) ?? 0);
        foreach (var variant in answering.Where(_ => all > 0))
            page.Add(requests!.GetValueOrDefault(variant.Name) / (double)all, ValuesOf(endpoint.Name, variant));
    }

    private async Task WriteTotalsAsync(ExpositionPage page, Dictionary<(string, string), VariantRow> known, CancellationToken cancellation)
    {
        var totals = (await series.TotalsAsync(cancellation)).GroupBy(t => (t.Endpoint, t.Variant))
            .Select(g => (Labels: known.TryGetValue(g.Key, out var variant) ? ValuesOf(g.Key.Endpoint, variant) : [g.Key.Endpoint, g.Key.Variant, "", "gone"], Totals: g)).ToList();
        page.Begin(Requests);
        foreach (var (labels, total) in totals)
            page.Add(total.Sum(t => t.Requests), labels);
        page.Begin(Errors);
        foreach (var (labels, total) in totals)
            page.Add(total.Sum(t => t.Errors), labels);
    }

    private void WriteDrift(ExpositionPage page, IReadOnlyList<EndpointRow> rows)
    {
        var seen = rows.Select(e => (e.Name, Drift: drift.Find(e.Name))).Where(e => e.Drift is not null).ToList();
        page.Begin(Alarm);
        foreach (var ((endpoint, assessment), origin) in seen.SelectMany(e => Enum.GetValues<DriftOrigin>().Where(o => o != DriftOrigin.None).Select(o => (e, o))))
            page.Add(assessment!.Verdict.Origin == origin ? 1 : 0, endpoint, MetricWords.Of(origin));
        page.Begin(Alarmed);
        foreach (var (endpoint, assessment) in seen)
            page.Add(assessment!.Verdict.Alarmed.Count, endpoint);
    }

    private static string[] ValuesOf(string endpoint, VariantRow variant) => [endpoint, variant.Name, $"{variant.Version}", MetricWords.Of(variant.Role)];
}
