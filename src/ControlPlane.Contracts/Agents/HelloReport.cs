using ControlPlane.Contracts.Audit;

namespace ControlPlane.Contracts.Agents;

/// <summary>First message on every connection: what the agent is and has. Immutable.</summary>
public sealed record HelloReport
{
    /// <summary>Protocol this build speaks.</summary>
    public const int CurrentProtocolVersion = 1;

    /// <summary>Protocol the agent speaks; another one is refused.</summary>
    public required int ProtocolVersion { get; init; }

    /// <summary>New at each start of the agent's process.</summary>
    public required string BootId { get; init; }

    /// <summary>The agent's program version.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>Address at which callers reach it, as it was told to listen.</summary>
    public required string ListenUrl { get; init; }

    /// <summary>The table in force; (0, 0) when there is none.</summary>
    public required TablePosition Applied { get; init; }

    /// <summary>Digest of the table in force; null when there is none.</summary>
    public string? AppliedDigest { get; init; }

    /// <summary>The installation's signature of the table in force, see <see cref="Keys.TableSignature"/>; null when there is none.</summary>
    public string? AppliedSignature { get; init; }

    /// <summary>Routing in force by endpoint.</summary>
    public required IReadOnlyList<EndpointStatus> Endpoints { get; init; }

    /// <summary>Versions held or being prepared.</summary>
    public required IReadOnlyList<LoadedVersion> Versions { get; init; }

    /// <summary>The agent's clock when it sent this.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Guards that are tripped now.</summary>
    public IReadOnlyList<TripReport> Trips { get; init; } = [];

    /// <summary>The audit head in the table in force, as the agent keeps it on its disk; null when there is none.</summary>
    public AuditHead? Witnessed { get; init; }
}
