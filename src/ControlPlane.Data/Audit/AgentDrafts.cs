using ControlPlane.Contracts.Keys;
using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about agents and join tokens; never a secret. Stateless.</summary>
public static class AgentDrafts
{
    /// <summary>A join token was made.</summary>
    public static AuditDraft Issued(JoinToken token, Actor actor) => new()
    {
        At = token.CreatedAt,
        Actor = actor,
        Subject = AuditSubject.JoinToken,
        Name = token.Id,
        Action = "issued",
        Pool = token.Pool,
        Sentence = $"A join token for pool {token.Pool} was made; it can be used once, until {token.ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC.",
        After = JsonColumn.Write(new { token.Pool, token.ExpiresAt }),
    };

    /// <summary>A process became a member.</summary>
    /// <param name="agent">The new member.</param>
    /// <param name="tokenId">Public id of the token it showed.</param>
    public static AuditDraft Joined(AgentNode agent, string tokenId) => new()
    {
        At = agent.JoinedAt,
        Actor = new Actor($"join token {tokenId}", ChangeWay.Api),
        Subject = AuditSubject.Agent,
        Name = agent.Id.Value,
        Action = "joined",
        Pool = agent.Pool,
        Sentence = $"The agent {agent.Name} joined pool {agent.Pool}.",
        After = JsonColumn.Write(new { agent.Name, agent.Pool, agent.Labels }),
    };

    /// <summary>A member that joined before keys were is bound to its key.</summary>
    public static AuditDraft Bound(AgentNode agent, DateTimeOffset now) => new()
    {
        At = now,
        Actor = Actor.Automatic,
        Subject = AuditSubject.Agent,
        Name = agent.Id.Value,
        Action = "key-bound",
        Pool = agent.Pool,
        Sentence = $"The agent {agent.Name} of pool {agent.Pool} is bound to its key {P256.IdOf(agent.PublicKey)}; its credential is good with a proof of it only.",
        After = JsonColumn.Write(new { Key = P256.IdOf(agent.PublicKey) }),
    };

    /// <summary>Two processes speak as one agent.</summary>
    public static AuditDraft Cloned(AgentNode agent, DateTimeOffset now) => new()
    {
        At = now,
        Actor = Actor.Automatic,
        Subject = AuditSubject.Agent,
        Name = agent.Id.Value,
        Action = "cloned",
        Pool = agent.Pool,
        Sentence = $"Two processes speak as the agent {agent.Name} of pool {agent.Pool}: its key was copied. What they count is not taken from now on.",
    };

    /// <summary>A membership ended.</summary>
    public static AuditDraft Removed(AgentNode agent, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Agent,
        Name = agent.Id.Value,
        Action = "removed",
        Pool = agent.Pool,
        Sentence = $"The agent {agent.Name} of pool {agent.Pool} was removed; its credential is refused from now on.",
        Before = JsonColumn.Write(new { agent.Name, agent.Pool, agent.Labels }),
    };

    /// <summary>An agent keeps a head that the chain does not hold.</summary>
    public static AuditDraft Witnessed(string agentId, AuditDisagreement disagreement, DateTimeOffset now) => new()
    {
        At = now,
        Actor = Actor.Automatic,
        Subject = AuditSubject.Agent,
        Name = agentId,
        Action = "audit-contradicted",
        Sentence = $"The audit is contradicted: {disagreement.Sentence}",
        After = JsonColumn.Write(disagreement.Witness.Head),
    };
}
