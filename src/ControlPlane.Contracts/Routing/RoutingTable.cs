using ControlPlane.Contracts.Audit;

namespace ControlPlane.Contracts.Routing;

/// <summary>
/// The complete instruction for the agents of one pool: what to hold ready and how to answer. Immutable, swapped whole.
/// Tables are ordered by (<see cref="Epoch"/>, <see cref="Revision"/>), never by a clock; going back is a higher revision with older content.
/// Its digest and signature travel beside it, see <see cref="SealedRoutingTable"/>.
/// </summary>
public sealed record RoutingTable
{
    /// <summary>The newest form this build writes and the only one it reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Form of the document.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The installation that made the table; an agent refuses any other than the one it joined.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The environment whose agents take it, such as <c>production</c>.</summary>
    public required string Pool { get; init; }

    /// <summary>Fencing number of the control plane's leadership, from 1.</summary>
    public required long Epoch { get; init; }

    /// <summary>Rises by one with every change of the pool's table, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>Versions to hold ready.</summary>
    public required IReadOnlyList<PreparedVersion> Prepare { get; init; }

    /// <summary>Endpoints by name, ascending, ordinal.</summary>
    public required IReadOnlyList<EndpointRouting> Endpoints { get; init; }

    /// <summary>The audit chain's newest entry when the table was made, so that every agent is a witness; null where no chain was kept.</summary>
    public AuditHead? AuditHead { get; init; }
}
