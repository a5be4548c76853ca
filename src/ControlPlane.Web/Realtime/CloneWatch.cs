using System.Collections.Concurrent;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Notices that two processes speak as one agent, each ending the other's connection: both have its key. From then on what either counts is not taken, because nobody knows
/// whose it is; both serve on. Only removing the agent ends it. A singleton, thread-safe.
/// </summary>
public sealed partial class CloneWatch(StateWriter writer, AgentMembers members, ChangeBell bell, TimeProvider clock, ILogger<CloneWatch> logger)
{
    /// <summary>So many changes from one process to another, all in <see cref="Window"/>, are no restart.</summary>
    public const int Flips = 3;

    /// <summary>How close they must be.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, long[]> _flips = new(StringComparer.Ordinal);

    /// <summary>A connection of an agent took the place of a live one.</summary>
    public async Task HearAsync(AgentSession older, AgentSession newer, CancellationToken cancellation)
    {
        // The same process comes back before its old connection is known to be dead: that is no other.
        if (older.BootId == newer.BootId)
            return;
        var now = clock.GetTimestamp();
        var recent = _flips.AddOrUpdate(newer.AgentId, [now], (_, before) => [.. before.Where(f => clock.GetElapsedTime(f, now) < Window).TakeLast(Flips - 1), now]);
        if (recent.Length >= Flips)
            await AlarmAsync(newer, cancellation);
    }

    private async Task AlarmAsync(AgentSession session, CancellationToken cancellation)
    {
        var id = new AgentId(session.AgentId);
        if (members.Find(id) is { ClonedAt: not null })
            return;
        var outcome = await writer.RunAsync<AgentNode>(async (context, unitCancellation) =>
        {
            if (await new AgentStore(context).FindAsync(id, unitCancellation) is not { RevokedAt: null } agent)
                return new Contracts.Outcomes.Refusal(AgentRefusals.NotFound, $"There is no agent '{id}'.");
            var now = clock.GetUtcNow();
            if (agent.ClonedAt is null)
            {
                agent.MarkCloned(now);
                context.Note(AgentDrafts.Cloned(agent, now));
                context.Announce(Announcements.Cloned(agent, now));
            }

            return agent;
        }, cancellation);
        if (!outcome.IsAccepted)
            return;
        members.Add(outcome.Value);
        LogCloned(session.AgentName, session.AgentId);
        bell.Ring(ChangeTopic.Agents, session.AgentId);
    }

    [LoggerMessage(1660, LogLevel.Error, "Two processes speak as agent {Name} ({AgentId}): its key was copied. What they count is not taken; remove the agent, and let each join with a token of its own.")]
    private partial void LogCloned(string name, string agentId);
}
