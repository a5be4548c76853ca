using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Who this agent is, given once at enrolment and kept on its disk. Holds secrets. Immutable.</summary>
public sealed class AgentIdentity
{
    /// <summary>The identity that a join response gave.</summary>
    public AgentIdentity(JoinResponse membership, string pool)
    {
        AgentId = membership.AgentId;
        ClusterId = membership.ClusterId;
        Credential = membership.Credential;
        FeedbackKey = membership.FeedbackKey;
        Pool = pool;
        FeedbackTokens = new FeedbackTokenCodec(membership.FeedbackKey);
    }

    /// <summary>Assigned by the control plane, never reused.</summary>
    public string AgentId { get; }

    /// <summary>The installation it joined; tables of any other are refused.</summary>
    public string ClusterId { get; }

    /// <summary>The environment it serves in; tables of any other are refused.</summary>
    public string Pool { get; }

    /// <summary>Bearer credential. A secret.</summary>
    public string Credential { get; }

    /// <summary>Key of feedback tokens. A secret.</summary>
    public byte[] FeedbackKey { get; }

    /// <summary>Writes and reads feedback tokens with the installation's key.</summary>
    public FeedbackTokenCodec FeedbackTokens { get; }
}
