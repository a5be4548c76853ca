using ControlPlane.Data.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Observability.Metrics;
using ControlPlane.Web.Realtime;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.Web.Observability;

/// <summary>The part of the metrics page about agents and what they were told. Thread-safe.</summary>
internal sealed class AgentMetrics(AgentQueries agents, PublishedTables tables, AgentConnections connections, AgentReports reports)
{
    private static readonly MetricDefinition Members = Gauge("controlplane_agents", "Member agents by pool and state.", "pool", "state");
    private static readonly MetricDefinition Connections = Gauge("controlplane_agent_connections", "Open connections of agents.");
    private static readonly MetricDefinition Revision = Gauge("controlplane_routing_table_revision", "Revision of the newest routing table.", "pool");
    private static readonly MetricDefinition Lag = Gauge("controlplane_agent_table_lag", "Tables an agent is behind its pool.", "pool", "agent", "id");
    private static readonly MetricDefinition Contact = Gauge(
        "controlplane_agent_last_contact_timestamp_seconds", "When an agent was heard of last, in Unix time.", "pool", "agent", "id");

    private static readonly MetricDefinition Trips = Gauge(
        "controlplane_guard_tripped_agents", "Agents on which a guard has taken a variant's traffic away.", "endpoint", "variant", "version", "guard");

    private static readonly MetricDefinition Reports = Gauge("controlplane_agent_reports_waiting", "Reports of agents that wait to be saved.");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [Members, Connections, Revision, Lag, Contact, Trips, Reports];

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(ExpositionPage page, CancellationToken cancellation)
    {
        var rows = await agents.ListAsync(cancellation);
        var pools = rows.Select(a => a.Pool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        page.Begin(Members);
        foreach (var (pool, health) in pools.SelectMany(p => Enum.GetValues<AgentHealth>().Where(h => h != AgentHealth.Removed).Select(h => (p, h))))
            page.Add(rows.Count(a => a.Pool == pool && a.Health == health), pool, MetricWords.Of(health));
        page.Write(Connections, connections.All.Count);
        page.Begin(Revision);
        foreach (var pool in pools)
            page.Add(tables.PositionOf(pool).Revision, pool);
        page.Begin(Lag);
        foreach (var agent in rows)
            page.Add(Math.Max(0, agent.Desired.Revision - agent.Reported.Revision), agent.Pool, agent.Name, agent.Id.Value);
        page.Begin(Contact);
        foreach (var agent in rows.Where(a => a.LastContactAt is not null))
            page.Add(agent.LastContactAt!.Value.ToUnixTimeMilliseconds() / 1_000.0, agent.Pool, agent.Name, agent.Id.Value);
        page.Begin(Trips);
        var trips = (await agents.MembersAsync(cancellation)).SelectMany(a => a.Trips).GroupBy(t => (t.Endpoint, t.Variant, t.Version, t.Guard));
        foreach (var trip in trips.OrderBy(t => t.Key))
            page.Add(trip.Count(), trip.Key.Endpoint, trip.Key.Variant, $"{trip.Key.Version}", MetricWords.Of(trip.Key.Guard));
        page.Write(Reports, reports.Depth);
    }
}
