namespace ControlPlane.Contracts.Agents;

/// <summary>"This table should be in force." A hint: the same table can always be fetched at <see cref="AgentRoutes.RoutingTable"/>. Immutable.</summary>
public sealed record RoutingTableOffer
{
    /// <summary>Largest document that travels inside the offer, bytes; larger ones are fetched by digest.</summary>
    public const int InlineLimit = 16 * 1024;

    /// <summary>The table's place in the order.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>SHA-256 of the document, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Length of the document in bytes.</summary>
    public required int SizeBytes { get; init; }

    /// <summary>How soon.</summary>
    public required OfferUrgency Urgency { get; init; }

    /// <summary>Repeated in the answer; counts up within a session from 1.</summary>
    public required long Nonce { get; init; }

    /// <summary>The document itself; null when it is larger than <see cref="InlineLimit"/>.</summary>
    public byte[]? Content { get; init; }

    /// <summary>See <see cref="Keys.TableSignature"/>; null from a control plane of an earlier build, which signs none.</summary>
    public string? Signature { get; init; }
}
