using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Replicas;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>Knows members that joined or were removed at other replicas. A singleton, thread-safe.</summary>
public sealed class SharedMembers(ILeadership leadership, AgentMembers members, AgentQueries agents, AgentConnections connections, AgentPresence presence, ConvergenceTracker tracker)
{
    private static readonly GoodbyeMessage Removed = new("removed", TimeSpan.FromSeconds(10));

    /// <summary>The member whose credential this is; what this replica does not know is looked for in the database, because the agent may have joined or renewed elsewhere a moment ago.</summary>
    /// <returns>Refusals: <see cref="AgentRefusals.TokenInvalid"/>, <see cref="AgentRefusals.Expired"/>.</returns>
    public async Task<Outcome<AgentNode>> IdentifyAsync(string? credential, CancellationToken cancellation)
    {
        var known = members.Identify(credential);
        if (known.IsAccepted || !leadership.Standing.IsShared)
            return known;
        var read = BearerSecret.Read(BearerSecret.CredentialKind, credential);
        return read.IsAccepted && await ReadAsync(new AgentId(read.Value.Id), cancellation) is not null ? members.Identify(credential) : known;
    }

    /// <summary>A member, with or without a good credential; null when there is none of this id.</summary>
    public async Task<AgentNode?> FindAsync(AgentId id, CancellationToken cancellation) =>
        members.Find(id) ?? (leadership.Standing.IsShared ? await ReadAsync(id, cancellation) : null);

    /// <summary>Whether somebody is a member whose credential is good.</summary>
    /// <returns>Null when so; else <see cref="AgentRefusals.Revoked"/> or <see cref="AgentRefusals.Expired"/>.</returns>
    public async ValueTask<Refusal?> CheckAsync(AgentId id, CancellationToken cancellation)
    {
        if (members.Check(id) is not { } refusal)
            return null;
        return leadership.Standing.IsShared && await ReadAsync(id, cancellation) is not null ? members.Check(id) : refusal;
    }

    /// <summary>Takes new members in and closes the connections of those that are none any more.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var ids = (await agents.MemberIdsAsync(cancellation)).ToHashSet();
        foreach (var id in ids.Where(id => !members.Knows(id)))
            await ReadAsync(id, cancellation);

        foreach (var gone in members.Ids.Where(id => !ids.Contains(id)))
        {
            members.Remove(gone);
            presence.Forget(gone.Value);
            tracker.Lose(gone.Value);
            await connections.CloseAsync(gone.Value, Removed);
        }
    }

    private async Task<AgentNode?> ReadAsync(AgentId id, CancellationToken cancellation)
    {
        if (await agents.MemberAsync(id, cancellation) is not { } member)
            return null;
        members.Add(member);
        return member;
    }
}
