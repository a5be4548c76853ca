using ControlPlane.Contracts.Audit;

namespace ControlPlane.Contracts.Agents;

/// <summary>Every 5 s; 15 s of silence and the agent counts as lost. Immutable.</summary>
public sealed record HeartbeatReport
{
    /// <summary>The table in force.</summary>
    public required TablePosition Applied { get; init; }

    /// <summary>The agent's clock when it sent this.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Requests being answered right now.</summary>
    public required int InFlight { get; init; }

    /// <summary>Resident memory of the process in bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Versions held or being prepared.</summary>
    public required IReadOnlyList<LoadedVersion> Versions { get; init; }

    /// <summary>
    /// How long ago the oldest bucket of telemetry began that is not yet acknowledged, by the agent's own clock; zero when none waits.
    /// Everything the agent counted earlier is committed. Null from an agent that does not say.
    /// </summary>
    public TimeSpan? OldestPending { get; init; }

    /// <summary>Guards that are tripped now.</summary>
    public IReadOnlyList<TripReport> Trips { get; init; } = [];

    /// <summary>The audit head in the table in force, as the agent keeps it on its disk; null when there is none.</summary>
    public AuditHead? Witnessed { get; init; }
}
