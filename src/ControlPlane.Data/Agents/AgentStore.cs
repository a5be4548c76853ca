using ControlPlane.Domain.Agents;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Agents;

/// <summary>Loads agents and join tokens for a change; inside a unit of <see cref="Writing.StateWriter"/>, which saves them.</summary>
public sealed class AgentStore(StateContext context)
{
    /// <summary>The agent, also when it was removed; null when there never was one.</summary>
    public Task<AgentNode?> FindAsync(AgentId id, CancellationToken cancellationToken) =>
        context.Agents.FirstOrDefaultAsync(a => a.Id == id, cancellationToken);

    /// <summary>Adds a new member.</summary>
    public void Add(AgentNode agent) => context.Agents.Add(agent);

    /// <summary>The token of a public id; null when there is none.</summary>
    public Task<JoinToken?> FindTokenAsync(string id, CancellationToken cancellationToken) =>
        context.JoinTokens.FirstOrDefaultAsync(t => t.Id == id, cancellationToken);

    /// <summary>Adds a new token.</summary>
    public void Add(JoinToken token) => context.JoinTokens.Add(token);
}
