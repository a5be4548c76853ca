namespace ControlPlane.Contracts.Agents;

/// <summary>What an agent sends once to become a member: POST to <see cref="AgentRoutes.Join"/>. Immutable.</summary>
public sealed record JoinRequest
{
    /// <summary>The single-use token the operator made.</summary>
    public required string JoinToken { get; init; }

    /// <summary>Name shown to people, default the host name.</summary>
    public required string Name { get; init; }

    /// <summary>The environment it wants to serve in; must be the token's.</summary>
    public required string Pool { get; init; }

    /// <summary>
    /// The public half of the key that it made, SubjectPublicKeyInfo of P-256; the request carries a <see cref="Keys.KeyProof"/> by it that goes with the join token.
    /// Null from an agent of an earlier build, which is not taken.
    /// </summary>
    public byte[]? PublicKey { get; init; }

    /// <summary>Free labels, such as <c>zone=a</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
