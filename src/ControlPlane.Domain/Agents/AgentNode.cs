using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Audit;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Domain.Agents;

/// <summary>
/// A process that serves models and obeys tables: its membership, and what it reported last.
/// What is desired of it is its pool's newest table. Not thread-safe; one owner changes it.
/// </summary>
public sealed partial class AgentNode
{
    /// <summary>Most labels.</summary>
    public const int MaximumLabels = 20;

    /// <summary>Longest label key or value in characters.</summary>
    public const int MaximumLabel = 100;

    private AgentNode()
    {
    }

    /// <summary>Assigned at joining, never reused.</summary>
    public AgentId Id { get; private init; }

    /// <summary>Shown to people; need not be unique.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>The environment it serves in.</summary>
    public string Pool { get; private init; } = null!;

    /// <summary>Free labels, such as <c>zone=a</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary>When it was last heard of; null before its first hello.</summary>
    public DateTimeOffset? LastContactAt { get; private set; }

    /// <summary>Which start of its process speaks; null before its first hello.</summary>
    public string? BootId { get; private set; }

    /// <summary>Its program version; null before its first hello.</summary>
    public string? AgentVersion { get; private set; }

    /// <summary>Where callers reach it; null before its first hello.</summary>
    public string? ListenUrl { get; private set; }

    /// <summary>The table it says is in force; (0, 0) when there is none.</summary>
    public TablePosition Reported { get; private set; }

    /// <summary>The newest table of which it said that every endpoint routes by it; (0, 0) when there is none.</summary>
    public TablePosition Acknowledged { get; private set; }

    /// <summary>Routing in force by endpoint.</summary>
    public IReadOnlyList<EndpointStatus> Endpoints { get; private set; } = [];

    /// <summary>Versions held or being prepared.</summary>
    public IReadOnlyList<LoadedVersion> Versions { get; private set; } = [];

    /// <summary>Null when it refused nothing, or accepted a newer table since.</summary>
    public TableRefusal? LastRefusal { get; private set; }

    /// <summary>Guards that are tripped on it.</summary>
    public IReadOnlyList<TripReport> Trips { get; private set; } = [];

    /// <summary>Resident memory of its process in bytes; 0 before its first heartbeat.</summary>
    public long ResidentBytes { get; private set; }

    /// <summary>Requests it was answering at its last heartbeat.</summary>
    public int InFlight { get; private set; }

    /// <summary>How far its clock was ahead of this control plane's when it last told the time; below zero behind, null before its first hello.</summary>
    public TimeSpan? ClockOffset { get; private set; }

    /// <summary>The audit head in the table it keeps; null before its first hello and where its table carries none.</summary>
    public AuditHead? Witnessed { get; private set; }

    /// <summary>Takes over what the agent said on connecting.</summary>
    public void Report(HelloReport report, DateTimeOffset now)
    {
        BootId = report.BootId;
        AgentVersion = report.AgentVersion;
        ListenUrl = report.ListenUrl;
        ClockOffset = report.SentAt - now;
        Trips = report.Trips;
        Witnessed = report.Witnessed is { } head && AuditForm.CanBeHead(head) ? head : null;
        Take(report.Applied, report.Endpoints, report.Versions, now);
    }

    /// <summary>A table was accepted and is in force as far as its versions are ready.</summary>
    public void Report(ProgressReport report, DateTimeOffset now) => Take(report.Position, report.Endpoints, report.Versions, now);

    /// <summary>A table is wholly in force.</summary>
    public void Report(AcknowledgeReport report, DateTimeOffset now)
    {
        Take(report.Position, report.Endpoints, report.Versions, now);
        if (report.Position > Acknowledged)
            Acknowledged = report.Position;
    }

    /// <summary>A table was not taken.</summary>
    public void Report(RefusalReport report, DateTimeOffset now)
    {
        LastContactAt = now;
        Reported = report.InForce;
        LastRefusal = new TableRefusal(report.Position, report.Code, report.Subject, report.Message, report.IsPermanent, now);
    }

    /// <summary>A guard tripped.</summary>
    public void Report(TripReport report, DateTimeOffset now)
    {
        LastContactAt = now;
        Trips = [.. Trips.Where(t => (t.Endpoint, t.Variant) != (report.Endpoint, report.Variant)), report];
    }

    /// <summary>The agent is still there.</summary>
    public void Report(HeartbeatReport report, DateTimeOffset now)
    {
        ResidentBytes = report.ResidentBytes;
        InFlight = report.InFlight;
        ClockOffset = report.SentAt - now;
        Trips = report.Trips;
        Witnessed = report.Witnessed is { } head && AuditForm.CanBeHead(head) ? head : null;
        Take(report.Applied, Endpoints, report.Versions, now);
    }

    private void Take(TablePosition applied, IReadOnlyList<EndpointStatus> endpoints, IReadOnlyList<LoadedVersion> versions, DateTimeOffset now)
    {
        LastContactAt = now;
        Reported = applied;
        Endpoints = endpoints;
        Versions = versions;
        if (LastRefusal is { } refusal && applied >= refusal.Position)
            LastRefusal = null;
    }
}
