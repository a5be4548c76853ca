namespace ControlPlane.Domain.Agents;

/// <summary>Codes of refusals about agents and their tokens. Stable.</summary>
public static class AgentRefusals
{
    /// <summary>A name, label or lifetime is not acceptable.</summary>
    public const string Invalid = "agent_invalid";

    /// <summary>The agent does not exist.</summary>
    public const string NotFound = "agent_not_found";

    /// <summary>The agent was removed; its credential is void.</summary>
    public const string Revoked = "agent_revoked";

    /// <summary>The agent's credential has ended; it can be renewed by proof of the key.</summary>
    public const string Expired = "agent_credential_expired";

    /// <summary>The agent's credential ended too long ago to be renewed.</summary>
    public const string RenewalOver = "agent_renewal_over";

    /// <summary>Two processes speak as the agent, so what it counts is not taken.</summary>
    public const string Cloned = "agent_cloned";

    /// <summary>The agent calls more often than any honest one; its connection is ended.</summary>
    public const string CallsTooOften = "agent_calls_too_often";

    /// <summary>A request of an agent does not prove its key, or proves another one.</summary>
    public const string ProofInvalid = "agent_proof_invalid";

    /// <summary>The proof of an agent's key carries no nonce, or an old one, or was used before; the answer carries a new one.</summary>
    public const string ProofStale = "agent_proof_stale";

    /// <summary>A token or credential is damaged, unknown, used, expired or of another pool; the sentence says no more than its bearer may know.</summary>
    public const string TokenInvalid = "token_invalid";
}
