using ControlPlane.Contracts.Keys;

namespace ControlPlane.Contracts.Agents;

/// <summary>What a member keeps on its disk: given when it joins, and anew whenever it renews its credential. Immutable.</summary>
public sealed record JoinResponse
{
    /// <summary>Assigned by the control plane, never reused.</summary>
    public required string AgentId { get; init; }

    /// <summary>The installation; tables of any other are refused from now on.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Credential of every later request, good only together with a proof by the agent's key. A secret.</summary>
    public required string Credential { get; init; }

    /// <summary>Key that authenticates feedback tokens, 32 bytes. A secret.</summary>
    public required byte[] FeedbackKey { get; init; }

    /// <summary>The control plane's clock when it answered; null from a control plane of an earlier build.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Exclusive end of the credential; null when it has none, from a control plane of an earlier build.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The keys by which the installation signs its tables; empty from a control plane of an earlier build, which signs none.</summary>
    public IReadOnlyList<SigningKey> SigningKeys { get; init; } = [];
}
