using System.Text.Json;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The part of the metrics page about guards, shadows, suspension and the lease of challengers. Thread-safe.</summary>
internal sealed class RolloutMetrics(ServingTableHolder tables, TripRegister trips, MirrorQueue mirrored, ShadowSampleQueue samples, ChallengerLease lease)
{
    /// <summary>Writes it.</summary>
    public void Write(MetricsText text, IReadOnlyList<VariantTotals> totals)
    {
        WriteGuards(text);
        WriteMirror(text, totals);
        text.Begin("endpoint_suspended", "gauge", "1 while the endpoint deliberately does not answer here.");
        foreach (var endpoint in tables.Current.Endpoints.Values.OrderBy(e => e.Routing.Name, StringComparer.Ordinal))
            text.Value("endpoint_suspended", endpoint.Routing.IsSuspended ? 1 : 0, [("endpoint", endpoint.Routing.Name)]);
        text.Single("lease_expired", "gauge", "1 while challengers are withheld because the control plane is silent.", lease.IsExpired ? 1 : 0);
    }

    private void WriteGuards(MetricsText text)
    {
        text.Begin("guard_trips_total", "counter", "Trips of guards since the start, by guard.");
        foreach (var ((endpoint, variant, guard), count) in trips.Totals)
            text.Value("guard_trips_total", count, [("endpoint", endpoint), ("variant", variant), ("guard", JsonNamingPolicy.KebabCaseLower.ConvertName(guard.ToString()))]);
        text.Begin("variant_tripped", "gauge", "1 for each variant whose traffic a guard has taken away here.");
        foreach (var trip in trips.Current)
            text.Value("variant_tripped", 1, [("endpoint", trip.Endpoint), ("variant", trip.Variant), ("version", $"{trip.Version}")]);
    }

    private void WriteMirror(MetricsText text, IReadOnlyList<VariantTotals> totals)
    {
        text.Single("mirror_queue_copies", "gauge", "Copies that wait for shadows.", mirrored.Count);
        text.Single("mirror_queue_bytes", "gauge", "Bytes of copies that wait for shadows.", mirrored.Bytes);
        text.Single("mirror_copies_total", "counter", "Requests copied for shadows.", mirrored.Total);
        text.Begin("mirror_dropped_total", "counter", "Copies that a shadow did not get because its queue was full, they were too old, or it had failed too often.");
        foreach (var total in totals.Where(t => t.Counts.DroppedCopies > 0))
            text.Value("mirror_dropped_total", total.Counts.DroppedCopies, AgentMetrics.LabelsOf(total));
        var breakers = mirrored.Breakers.All.OrderBy(b => b.Key.Endpoint, StringComparer.Ordinal).ThenBy(b => b.Key.Variant, StringComparer.Ordinal).ToList();
        text.Begin("mirror_breaker_open", "gauge", "1 while a shadow gets no copies because it failed too often.");
        foreach (var (shadow, breaker) in breakers)
            text.Value("mirror_breaker_open", breaker.IsOpen ? 1 : 0, LabelsOf(shadow));
        text.Begin("mirror_breaker_opened_total", "counter", "How often copies were withheld from a shadow, failed tries included.");
        foreach (var (shadow, breaker) in breakers)
            text.Value("mirror_breaker_opened_total", breaker.Openings, LabelsOf(shadow));
        text.Single("shadow_samples_dropped_total", "counter", "Disagreements of shadows that were counted but found no room to be shown.", samples.Dropped);
    }

    private static (string, string)[] LabelsOf(VariantKey shadow) =>
        [("endpoint", shadow.Endpoint), ("variant", shadow.Variant), ("version", $"{shadow.Version}")];
}
