namespace ControlPlane.Contracts.Agents;

/// <summary>An offered table is accepted and in force as far as its versions are ready. Immutable.</summary>
public sealed record ProgressReport
{
    /// <summary>Nonce of the offer; null when the table was polled.</summary>
    public long? Nonce { get; init; }

    /// <summary>The accepted table.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>Routing in force by endpoint.</summary>
    public required IReadOnlyList<EndpointStatus> Endpoints { get; init; }

    /// <summary>Versions held or being prepared.</summary>
    public required IReadOnlyList<LoadedVersion> Versions { get; init; }
}
