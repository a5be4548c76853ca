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

    /// <summary>The member whose credential this is; one that this replica does not know is looked for in the database, because it may have joined elsewhere a moment ago.</summary>
    /// <returns>Refusal: <see cref="AgentRefusals.TokenInvalid"/>.</returns>
    public async Task<Outcome<AgentNode>> IdentifyAsync(string? credential, CancellationToken cancellation)
    {
        var known = members.Identify(credential);
        if (known.IsAccepted || !leadership.Standing.IsShared)
            return known;
        var read = BearerSecret.Read(BearerSecret.CredentialKind, credential);
        if (!read.IsAccepted || members.Knows(new AgentId(read.Value.Id)) || await agents.MemberAsync(new AgentId(read.Value.Id), cancellation) is not { } member)
            return known;
        members.Add(member);
        return members.Identify(credential);
    }

    /// <summary>Takes new members in and closes the connections of those that are none any more.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var ids = (await agents.MemberIdsAsync(cancellation)).ToHashSet();
        foreach (var id in ids.Where(id => !members.Knows(id)))
        {
            if (await agents.MemberAsync(id, cancellation) is { } member)
                members.Add(member);
        }

        foreach (var gone in members.Ids.Where(id => !ids.Contains(id)))
        {
            members.Remove(gone);
            presence.Forget(gone.Value);
            tracker.Lose(gone.Value);
            await connections.CloseAsync(gone.Value, Removed);
        }
    }
}
