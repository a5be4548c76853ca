namespace ControlPlane.Contracts.Agents;

/// <summary>What a new member keeps on its disk. Immutable.</summary>
public sealed record JoinResponse
{
    /// <summary>Assigned by the control plane, never reused.</summary>
    public required string AgentId { get; init; }

    /// <summary>The installation; tables of any other are refused from now on.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Bearer credential of every later request. A secret.</summary>
    public required string Credential { get; init; }

    /// <summary>Key that authenticates feedback tokens, 32 bytes. A secret.</summary>
    public required byte[] FeedbackKey { get; init; }
}
