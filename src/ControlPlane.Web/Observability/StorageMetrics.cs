using ControlPlane.Data.Backups;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Observability.Metrics;
using ControlPlane.Web.Realtime;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.Web.Observability;

/// <summary>The part of the metrics page about what is taken in, written and kept. Thread-safe.</summary>
internal sealed class StorageMetrics(
    StateWriter stateWriter, SeriesWriter seriesWriter, TelemetryIngest telemetry, FeedbackIngest feedback, AuditWitnesses witnesses, BackupStore backups, DataFolder folder,
    ILeadership leadership, EventCounts counts)
{
    private static readonly MetricDefinition Batches = Counter("controlplane_telemetry_batches_total", "Batches of telemetry by what became of them, since this process began.", "result");
    private static readonly MetricDefinition Buckets = Counter("controlplane_telemetry_buckets_total", "Buckets in committed batches, one per variant and second, since this process began.");
    private static readonly MetricDefinition BatchesWaiting = Gauge("controlplane_telemetry_batches_waiting", "Batches of telemetry that wait to be written.");
    private static readonly MetricDefinition Rejected = Counter(
        "controlplane_feedback_rejected_total", "Labels and rewards that were not counted: token not ours or too old, content wrong, reward outside the endpoint's limits.", "because");

    private static readonly MetricDefinition WritesWaiting = Gauge("controlplane_writes_waiting", "Units of work that wait for the disk.", "database");
    private static readonly MetricDefinition Size = Gauge("controlplane_database_size_bytes", "Size of a database with its write-ahead log.", "database");
    private static readonly MetricDefinition Full = Gauge("controlplane_storage_full", "1 while the disk of decisions has no room, so that nothing can be changed.");
    private static readonly MetricDefinition Lost = Gauge("controlplane_storage_lost", "1 while the server of the database is not reached, so that nothing can be changed.");
    private static readonly MetricDefinition Leader = Gauge("controlplane_leader", "1 at the replica that leads, 0 at the others.");
    private static readonly MetricDefinition Disagreements = Gauge(
        "controlplane_audit_disagreements", "Heads that agents keep and the audit does not hold, since the start of this process.");

    private static readonly MetricDefinition Backup = Gauge("controlplane_last_backup_timestamp_seconds", "When the newest sound backup was begun, in Unix time; absent where there is none.");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [Batches, Buckets, BatchesWaiting, Rejected, WritesWaiting, Size, Full, Lost, Leader, Disagreements, Backup];

    /// <summary>Writes it.</summary>
    public void Write(ExpositionPage page)
    {
        page.Begin(Batches);
        page.Add(counts.AcceptedBatches, "accepted");
        page.Add(counts.RefusedBatches, "refused");
        page.Write(Buckets, counts.Buckets);
        page.Write(BatchesWaiting, telemetry.Depth);
        page.Begin(Rejected);
        page.Add(feedback.OutsideLimits, "outside-limits");
        page.Add(feedback.Rejected - feedback.OutsideLimits, "not-creditable");
        page.Begin(WritesWaiting);
        page.Add(stateWriter.Depth, "state");
        page.Add(seriesWriter.Depth, "series");
        page.Begin(Size);
        page.Add(SizeOf(folder.StateFile), "state");
        page.Add(SizeOf(folder.SeriesFile), "series");
        page.Write(Full, stateWriter.FullSince is null ? 0 : 1);
        page.Write(Lost, stateWriter.LostSince is null ? 0 : 1);
        page.Write(Leader, leadership.IsLeader ? 1 : 0);
        page.Write(Disagreements, witnesses.Disagreements.Count);
        page.Begin(Backup);
        if (backups.List().FirstOrDefault(b => b.IsSound) is { } backup)
            page.Add(backup.MadeAt.ToUnixTimeSeconds());
    }

    private static long SizeOf(string file) => ((string[])[file, file + "-wal"]).Select(f => new FileInfo(f)).Where(f => f.Exists).Sum(f => f.Length);
}
