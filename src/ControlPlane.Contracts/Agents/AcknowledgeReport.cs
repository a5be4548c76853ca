namespace ControlPlane.Contracts.Agents;

/// <summary>A table is wholly in force: every endpoint routes as it says. Immutable.</summary>
public sealed record AcknowledgeReport
{
    /// <summary>Nonce of the offer; null when the table was polled.</summary>
    public long? Nonce { get; init; }

    /// <summary>The table in force.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>Its digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The agent's clock at the swap.</summary>
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>From receipt to swap, milliseconds.</summary>
    public required double ApplyMilliseconds { get; init; }

    /// <summary>Routing in force by endpoint.</summary>
    public required IReadOnlyList<EndpointStatus> Endpoints { get; init; }

    /// <summary>Versions held; one that is refused does not keep the rest from being in force.</summary>
    public required IReadOnlyList<LoadedVersion> Versions { get; init; }
}
