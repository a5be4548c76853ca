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

    /// <summary>A token or credential is damaged, unknown, used, expired or of another pool; the sentence says no more than its bearer may know.</summary>
    public const string TokenInvalid = "token_invalid";
}
