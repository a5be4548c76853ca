using System.Globalization;
using System.Text;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api;

/// <summary>The control plane's own figures in the text format of Prometheus, version 0.0.4.</summary>
internal static class Exposition
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static async Task<IResult> WriteAsync(
        AgentQueries agents, EndpointQueries endpoints, SeriesQueries series, PublishedTables tables, AgentConnections connections,
        StateWriter stateWriter, SeriesWriter seriesWriter, FeedbackIngest feedback, AgentReports reports, AuditWitnesses witnesses, BackupStore backups, ILeadership leadership, CancellationToken cancellation)
    {
        var page = new ExpositionPage();
        var nodes = await agents.ListAsync(cancellation);
        var rows = await endpoints.ListAsync(cancellation);

        page.Gauge("controlplane_agents", "Member agents by pool and state.");
        foreach (var group in nodes.GroupBy(a => (a.Pool, a.Health)))
            page.Sample(group.Count(), ("pool", group.Key.Pool), ("state", WordOf(group.Key.Health)));
        page.Gauge("controlplane_agent_connections", "Open connections of agents.");
        page.Sample(connections.All.Count);
        page.Gauge("controlplane_routing_table_revision", "Revision of the newest routing table.");
        foreach (var pool in rows.Select(e => e.Pool).Distinct(StringComparer.Ordinal))
            page.Sample(tables.PositionOf(pool).Revision, ("pool", pool));
        page.Gauge("controlplane_agent_table_lag", "Tables an agent is behind its pool.");
        foreach (var agent in nodes)
            page.Sample(Math.Max(0, agent.Desired.Revision - agent.Reported.Revision), ("pool", agent.Pool), ("agent", agent.Name), ("id", agent.Id.Value));
        page.Gauge("controlplane_variant_weight", "Set share of traffic in basis points.");
        foreach (var (endpoint, variant) in rows.SelectMany(e => e.Variants.Select(v => (e, v))))
        {
            page.Sample(variant.Weight, ("endpoint", endpoint.Name), ("variant", variant.Name),
                ("version", variant.Version.ToString(CultureInfo.InvariantCulture)), ("role", variant.Role.ToString().ToLowerInvariant()));
        }

        await WriteTotalsAsync(page, series, cancellation);
        page.Counter("controlplane_feedback_rejected_total", "Labels and rewards that were not counted: token not ours or too old, content wrong, reward outside the endpoint's limits.");
        page.Sample(feedback.OutsideLimits, ("because", "outside-limits"));
        page.Sample(feedback.Rejected - feedback.OutsideLimits, ("because", "not-creditable"));
        page.Gauge("controlplane_writes_waiting", "Units of work that wait for the disk.");
        page.Sample(stateWriter.Depth, ("database", "state"));
        page.Sample(seriesWriter.Depth, ("database", "series"));
        page.Gauge("controlplane_agent_reports_waiting", "Reports of agents that wait to be saved.");
        page.Sample(reports.Depth);
        page.Gauge("controlplane_storage_full", "1 while the disk of decisions has no room, so that nothing can be changed.");
        page.Sample(stateWriter.FullSince is null ? 0 : 1);
        page.Gauge("controlplane_storage_lost", "1 while the server of the database is not reached, so that nothing can be changed.");
        page.Sample(stateWriter.LostSince is null ? 0 : 1);
        page.Gauge("controlplane_leader", "1 at the replica that leads, 0 at the others.");
        page.Sample(leadership.IsLeader ? 1 : 0);
        page.Gauge("controlplane_audit_disagreements", "Heads that agents keep and the audit does not hold, since the start of this process.");
        page.Sample(witnesses.Disagreements.Count);
        if (backups.List().FirstOrDefault(b => b.IsSound) is { } backup)
        {
            page.Gauge("controlplane_last_backup_timestamp_seconds", "When the newest sound backup was begun, in Unix time.");
            page.Sample(backup.MadeAt.ToUnixTimeSeconds());
        }

        return Results.Text(page.ToString(), ContentType, Encoding.UTF8);
    }

    private static async Task WriteTotalsAsync(ExpositionPage page, SeriesQueries series, CancellationToken cancellation)
    {
        var totals = (await series.TotalsAsync(cancellation)).GroupBy(t => (t.Endpoint, t.Variant)).ToList();
        page.Counter("controlplane_requests_total", "Requests answered or failed, as agents delivered them.");
        foreach (var total in totals)
            page.Sample(total.Sum(t => t.Requests), ("endpoint", total.Key.Endpoint), ("variant", total.Key.Variant));
        page.Counter("controlplane_request_errors_total", "Failed requests, as agents delivered them.");
        foreach (var total in totals)
            page.Sample(total.Sum(t => t.Errors), ("endpoint", total.Key.Endpoint), ("variant", total.Key.Variant));
    }

    private static string WordOf(AgentHealth health) => health.ToString().ToLowerInvariant();
}
