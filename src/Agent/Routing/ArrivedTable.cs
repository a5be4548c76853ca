using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Routing;

/// <summary>A table as it came, not verified. Immutable.</summary>
internal sealed record ArrivedTable
{
    /// <summary>Where it claims to stand.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>The document.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The digest it was announced with.</summary>
    public required string Digest { get; init; }

    /// <summary>Null when it is not signed.</summary>
    public string? Signature { get; init; }

    /// <summary>The offer to answer; null when it was polled.</summary>
    public OfferReference? Offer { get; init; }

    /// <summary><see cref="TimeProvider.GetTimestamp"/> at its arrival.</summary>
    public required long ArrivedAt { get; init; }
}
