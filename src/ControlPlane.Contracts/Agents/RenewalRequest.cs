namespace ControlPlane.Contracts.Agents;

/// <summary>
/// Asks for a fresh credential: POST to <see cref="AgentRoutes.Renewal"/>, with the old one, even an expired one, and a proof by the agent's key. Answered with a <see cref="JoinResponse"/>.
/// Immutable.
/// </summary>
public sealed record RenewalRequest
{
    /// <summary>The key to bind the credential to, for an agent that joined before keys were; null for any other, whose key stays.</summary>
    public byte[]? PublicKey { get; init; }
}
