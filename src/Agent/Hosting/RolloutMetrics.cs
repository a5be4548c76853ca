using System.Text.Json;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The part of the metrics page about guards, shadows, suspension and the lease of challengers. Thread-safe.</summary>
internal sealed class RolloutMetrics(ServingTableHolder tables, TripRegister trips, MirrorQueue mirrored, ShadowSampleQueue samples, ChallengerLease lease)
{
    private static readonly MetricDefinition Trips = Counter("controlplane_agent_guard_trips_total", "Trips of guards since the start, by guard.", "endpoint", "variant", "guard");
    private static readonly MetricDefinition Tripped = Gauge("controlplane_agent_variant_tripped", "1 for each variant whose traffic a guard has taken away here.", "endpoint", "variant", "version");
    private static readonly MetricDefinition QueueCopies = Gauge("controlplane_agent_mirror_queue_copies", "Copies that wait for shadows.");
    private static readonly MetricDefinition QueueBytes = Gauge("controlplane_agent_mirror_queue_bytes", "Bytes of copies that wait for shadows.");
    private static readonly MetricDefinition Copies = Counter("controlplane_agent_mirror_copies_total", "Requests copied for shadows.");
    private static readonly MetricDefinition CopiesDropped = Counter(
        "controlplane_agent_mirror_dropped_total", "Copies that a shadow did not get because its queue was full, they were too old, or it had failed too often.", VariantMetrics.Names);

    private static readonly MetricDefinition BreakerOpen = Gauge("controlplane_agent_mirror_breaker_open", "1 while a shadow gets no copies because it failed too often.", "endpoint", "variant", "version");
    private static readonly MetricDefinition BreakerOpened = Counter(
        "controlplane_agent_mirror_breaker_opened_total", "How often copies were withheld from a shadow, failed tries included.", "endpoint", "variant", "version");

    private static readonly MetricDefinition SamplesDropped = Counter(
        "controlplane_agent_shadow_samples_dropped_total", "Disagreements of shadows that were counted but found no room to be shown.");

    private static readonly MetricDefinition Suspended = Gauge("controlplane_agent_endpoint_suspended", "1 while the endpoint deliberately does not answer here.", "endpoint");
    private static readonly MetricDefinition SetWeight = Gauge(
        "controlplane_agent_variant_set_share_ratio", "Set share of a variant by the table in force here, 0 to 1.", VariantMetrics.Names);

    private static readonly MetricDefinition LeaseExpired = Gauge("controlplane_agent_lease_expired", "1 while challengers are withheld because the control plane is silent.");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
        [Trips, Tripped, QueueCopies, QueueBytes, Copies, CopiesDropped, BreakerOpen, BreakerOpened, SamplesDropped, Suspended, SetWeight, LeaseExpired];

    /// <summary>Writes it.</summary>
    public void Write(ExpositionPage page, IReadOnlyList<VariantTotals> totals)
    {
        WriteGuards(page);
        WriteMirror(page, totals);
        var endpoints = tables.Current.Endpoints.Values.OrderBy(e => e.Routing.Name, StringComparer.Ordinal).ToList();
        page.Begin(Suspended);
        foreach (var endpoint in endpoints)
            page.Add(endpoint.Routing.IsSuspended ? 1 : 0, endpoint.Routing.Name);
        page.Begin(SetWeight);
        foreach (var (endpoint, variant) in endpoints.SelectMany(e => e.Routing.Variants.Select(v => (e.Routing.Name, v))))
            page.Add(variant.Weight / (double)StickyHash.BucketCount, endpoint, variant.Name, $"{variant.Version}", variant.Role.ToString().ToLowerInvariant());
        page.Write(LeaseExpired, lease.IsExpired ? 1 : 0);
    }

    private void WriteGuards(ExpositionPage page)
    {
        page.Begin(Trips);
        foreach (var ((endpoint, variant, guard), count) in trips.Totals)
            page.Add(count, endpoint, variant, JsonNamingPolicy.KebabCaseLower.ConvertName(guard.ToString()));
        page.Begin(Tripped);
        foreach (var trip in trips.Current)
            page.Add(1, trip.Endpoint, trip.Variant, $"{trip.Version}");
    }

    private void WriteMirror(ExpositionPage page, IReadOnlyList<VariantTotals> totals)
    {
        page.Write(QueueCopies, mirrored.Count);
        page.Write(QueueBytes, mirrored.Bytes);
        page.Write(Copies, mirrored.Total);
        page.Begin(CopiesDropped);
        foreach (var total in totals.Where(t => t.Counts.DroppedCopies > 0))
            page.Add(total.Counts.DroppedCopies, VariantMetrics.ValuesOf(total));
        var breakers = mirrored.Breakers.All.OrderBy(b => b.Key.Endpoint, StringComparer.Ordinal).ThenBy(b => b.Key.Variant, StringComparer.Ordinal).ToList();
        page.Begin(BreakerOpen);
        foreach (var (shadow, breaker) in breakers)
            page.Add(breaker.IsOpen ? 1 : 0, shadow.Endpoint, shadow.Variant, $"{shadow.Version}");
        page.Begin(BreakerOpened);
        foreach (var (shadow, breaker) in breakers)
            page.Add(breaker.Openings, shadow.Endpoint, shadow.Variant, $"{shadow.Version}");
        page.Write(SamplesDropped, samples.Dropped);
    }
}
