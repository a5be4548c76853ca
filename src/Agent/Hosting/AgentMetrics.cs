using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Flags;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;
using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

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
    FlagEvaluations flags,
    TritonMetrics triton,
    AgentOptions options)
{
    private static readonly MetricDefinition Contact = Gauge("controlplane_agent_contact_seconds", "Seconds since the control plane answered.");
    private static readonly MetricDefinition Connected = Gauge("controlplane_agent_connected", "1 while the hub connection lives.");
    private static readonly MetricDefinition InFlight = Gauge("controlplane_agent_in_flight", "Requests being answered.");
    private static readonly MetricDefinition Pending = Gauge("controlplane_agent_telemetry_pending", "Telemetry buckets not yet acknowledged.");
    private static readonly MetricDefinition Dropped = Counter("controlplane_agent_telemetry_dropped_requests_total", "Requests whose telemetry was thrown away.");
    private static readonly MetricDefinition FeedbackPending = Gauge("controlplane_agent_feedback_pending", "Feedback items not yet passed on.");
    private static readonly MetricDefinition LogDropped = Counter("controlplane_agent_request_log_dropped_total", "Requests of the sample that are not in the request log.");
    private static readonly MetricDefinition Unrouted = Counter("controlplane_agent_unrouted_requests_total", "Requests that ended before a variant was decided, by HTTP status.", "status");
    private static readonly MetricDefinition Flags = Counter("controlplane_agent_flag_evaluations_total", "Feature flags evaluated for callers of OpenFeature, by reason or error.", "result");
    private static readonly MetricDefinition Epoch = Gauge("controlplane_agent_table_epoch", "Epoch of the accepted table.");
    private static readonly MetricDefinition Revision = Gauge("controlplane_agent_table_revision", "Revision of the accepted table.");
    private static readonly MetricDefinition Whole = Gauge("controlplane_agent_table_whole", "1 while every endpoint routes as the table says.");
    private static readonly MetricDefinition Rejected = Gauge("controlplane_agent_rejected_revision", "Revision of the last table refused since one was accepted, 0 when none was.");
    private static readonly MetricDefinition Sessions = Counter("controlplane_agent_sessions_created_total", "Sessions created since the process started; going back to a version that is held ready creates none.");
    private static readonly MetricDefinition Versions = Gauge("controlplane_agent_versions", "Versions held or on the way, by state.", "state");

    /// <summary>Every metric of the page; those under Triton's names come besides where they are asked for.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        .. VariantMetrics.All,
        Epoch, Revision, Whole, Rejected, Sessions, Versions, Contact, Connected, InFlight, Pending, Dropped, FeedbackPending, LogDropped, Unrouted, Flags,
        .. RolloutMetrics.All, .. InferenceMetrics.All, .. ProcessMetrics.All,
    ];

    /// <summary>The page as text.</summary>
    public string Write() => ExpositionText.Of(Gather());

    /// <summary>The page.</summary>
    public ExpositionPage Gather()
    {
        var page = new ExpositionPage();
        var totals = harvester.Totals();
        VariantMetrics.Write(page, totals);
        WriteTable(page);
        page.Write(Contact, contact.SinceContact.TotalSeconds);
        page.Write(Connected, contact.Session is null ? 0 : 1);
        page.Write(InFlight, inFlight.Count);
        page.Write(Pending, ledger.PendingCount);
        page.Write(Dropped, ledger.DroppedRequests);
        page.Write(FeedbackPending, feedback.Count);
        page.Write(LogDropped, requestLog.Dropped);
        page.Begin(Unrouted);
        foreach (var (status, count) in unrouted.Totals())
            page.Add(count, $"{status}");
        page.Begin(Flags);
        foreach (var (result, count) in flags.Totals())
            page.Add(count, result);
        rollouts.Write(page, totals);
        inference.Write(page);
        ProcessMetrics.Write(page);
        if (options.HasTritonMetrics)
            triton.Write(page);
        return page;
    }

    private void WriteTable(ExpositionPage page)
    {
        var state = applier.State;
        page.Write(Epoch, state.Position.Epoch);
        page.Write(Revision, state.Position.Revision);
        page.Write(Whole, state.IsWhole ? 1 : 0);
        page.Write(Rejected, applier.LastRefusal?.Position.Revision ?? 0);
        page.Write(Sessions, loader.SessionsCreated);
        page.Begin(Versions);
        var states = board.Statuses();
        foreach (var preparation in Enum.GetValues<PreparationState>())
            page.Add(states.Count(s => s.State == preparation), preparation.ToString().ToLowerInvariant());
    }
}
