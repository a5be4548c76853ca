using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Keys;

namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Who this agent is: given at enrolment and kept on its disk; its credential and the keys it trusts change when it renews them. Holds secrets.
/// Thread-safe: a renewal replaces the membership whole.
/// </summary>
public sealed class AgentIdentity
{
    private volatile Standing _standing;

    /// <summary>The identity that a join response gave.</summary>
    /// <param name="membership">What the control plane gave.</param>
    /// <param name="pool">The environment it joined.</param>
    /// <param name="key">The agent's key.</param>
    /// <param name="receivedAt">When the membership came, by the agent's clock.</param>
    public AgentIdentity(JoinResponse membership, string pool, AgentKey key, DateTimeOffset receivedAt = default)
    {
        _standing = new Standing(membership, receivedAt);
        AgentId = membership.AgentId;
        ClusterId = membership.ClusterId;
        FeedbackKey = membership.FeedbackKey;
        Pool = pool;
        Key = key;
        FeedbackTokens = new FeedbackTokenCodec(membership.FeedbackKey);
    }

    /// <summary>Assigned by the control plane, never reused.</summary>
    public string AgentId { get; }

    /// <summary>The installation it joined; tables of any other are refused.</summary>
    public string ClusterId { get; }

    /// <summary>The environment it serves in; tables of any other are refused.</summary>
    public string Pool { get; }

    /// <summary>The key the credential is bound to.</summary>
    public AgentKey Key { get; }

    /// <summary>What the control plane gave last. Holds secrets.</summary>
    public JoinResponse Membership => _standing.Membership;

    /// <summary>The credential. A secret.</summary>
    public string Credential => _standing.Membership.Credential;

    /// <summary>Whether the credential is good with a proof by the key only; false until an agent that joined before keys were has renewed.</summary>
    public bool IsBound => _standing.Membership.ExpiresAt is not null;

    /// <summary>When the membership came, by the agent's clock.</summary>
    public DateTimeOffset ReceivedAt => _standing.ReceivedAt;

    /// <summary>The keys whose tables are taken; empty until an agent that joined before keys were has renewed: then tables are not asked for a signature.</summary>
    public IReadOnlyList<SigningKey> SigningKeys => _standing.Membership.SigningKeys;

    /// <summary>Key of feedback tokens. A secret.</summary>
    public byte[] FeedbackKey { get; }

    /// <summary>Writes and reads feedback tokens with the installation's key.</summary>
    public FeedbackTokenCodec FeedbackTokens { get; }

    /// <summary>Puts a renewed membership in force; only the one who renews calls it.</summary>
    public void Renew(JoinResponse membership, DateTimeOffset receivedAt) => _standing = new Standing(membership, receivedAt);

    private sealed record Standing(JoinResponse Membership, DateTimeOffset ReceivedAt);
}
