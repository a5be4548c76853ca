namespace ControlPlane.Contracts.Agents;

/// <summary>Answer to <see cref="HelloReport"/>. Immutable.</summary>
public sealed record WelcomeMessage
{
    /// <summary>This connection's session; nonces are valid inside it only.</summary>
    public required string SessionId { get; init; }

    /// <summary>Epoch of the control plane that answers.</summary>
    public required long Epoch { get; init; }

    /// <summary>True when the agent's table is newer than anything this control plane knows: its database is older than the fleet.</summary>
    public required bool IsAgentAhead { get; init; }

    /// <summary>The table to take; null when the agent's is the current one or the agent is ahead.</summary>
    public RoutingTableOffer? Offer { get; init; }

    /// <summary>The control plane's clock when it answered.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }
}
