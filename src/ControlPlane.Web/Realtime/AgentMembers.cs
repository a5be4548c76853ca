using System.Collections.Concurrent;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>Who is a member, to check credentials without asking the database. A singleton, thread-safe.</summary>
public sealed class AgentMembers(TimeProvider clock)
{
    private static readonly Refusal Unknown = new(AgentRefusals.TokenInvalid, "The credential is not one of this installation; join again.");

    private readonly ConcurrentDictionary<string, AgentNode> _byId = new(StringComparer.Ordinal);

    /// <summary>How many.</summary>
    public int Count => _byId.Count;

    /// <summary>Who.</summary>
    public IReadOnlyList<AgentId> Ids => [.. _byId.Keys.Select(id => new AgentId(id))];

    /// <summary>Whether somebody is a member.</summary>
    public bool Knows(AgentId id) => _byId.ContainsKey(id.Value);

    /// <summary>A member; null when there is none of this id.</summary>
    public AgentNode? Find(AgentId id) => _byId.GetValueOrDefault(id.Value);

    /// <summary>Takes a committed member in, or what was committed of it since.</summary>
    public void Add(AgentNode agent) => _byId[agent.Id.Value] = agent;

    /// <summary>Forgets a member: its credential is refused from now on.</summary>
    public void Remove(AgentId id) => _byId.TryRemove(id.Value, out _);

    /// <summary>The member whose credential this is.</summary>
    /// <returns>Refusals: <see cref="AgentRefusals.TokenInvalid"/>, <see cref="AgentRefusals.Expired"/>.</returns>
    public Outcome<AgentNode> Identify(string? credential) =>
        BearerSecret.Read(BearerSecret.CredentialKind, credential).Then<AgentNode>(secret =>
            _byId.TryGetValue(secret.Id, out var agent) ? agent.CheckCredential(secret, clock.GetUtcNow()) is { } refusal ? refusal : agent : Unknown);

    /// <summary>Whether somebody is a member whose credential is good.</summary>
    /// <returns>Null when so; else <see cref="AgentRefusals.Revoked"/> or <see cref="AgentRefusals.Expired"/>.</returns>
    public Refusal? Check(AgentId id) =>
        Find(id) is { } agent ? agent.CheckStanding(clock.GetUtcNow()) : new Refusal(AgentRefusals.Revoked, "The agent was removed; join again with a new token.");
}
