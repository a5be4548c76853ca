using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Ends an agent's membership: its credential is refused from then on and its connection closed. What it serves it goes on serving.</summary>
public sealed partial class RemoveAgentCommand(
    CommandAccess access, StateWriter writer, AgentMembers members, AgentConnections connections, AgentPresence presence, ConvergenceTracker tracker, ChangeBell bell, TimeProvider clock,
    ILogger<RemoveAgentCommand> logger)
{
    private static readonly GoodbyeMessage Removed = new("removed", TimeSpan.FromSeconds(10));

    /// <summary>Runs it; a second time changes nothing.</summary>
    /// <returns>Refusal: <see cref="AgentRefusals.NotFound"/>.</returns>
    public async Task<Outcome<RemovedAgent>> RunAsync(RemoveAgentRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAgentAsync<RemoveAgentCommand>(actor, new AgentId(request.AgentId), cancellation) is { } forbidden)
            return forbidden;
        var id = new AgentId(request.AgentId);
        var outcome = await writer.RunAsync<RemovedAgent>(async (context, unitCancellation) =>
        {
            if (await new AgentStore(context).FindAsync(id, unitCancellation) is not { } agent)
                return new Refusal(AgentRefusals.NotFound, $"There is no agent '{id}'.");
            var now = clock.GetUtcNow();
            if (agent.RevokedAt is null)
                context.Note(AgentDrafts.Removed(agent, actor, now));
            agent.Revoke(now);
            return new RemovedAgent(id.Value, agent.Name);
        }, cancellation);
        if (!outcome.IsAccepted)
            return outcome;

        members.Remove(id);
        presence.Forget(id.Value);
        tracker.Lose(id.Value);
        LogRemoved(outcome.Value.Name, id, actor.Name);
        bell.Ring(ChangeTopic.Agents, id.Value);
        await connections.CloseAsync(id.Value, Removed);
        return outcome;
    }

    [LoggerMessage(1621, LogLevel.Information, "Agent {Name} ({AgentId}) was removed by {Actor}.")]
    private partial void LogRemoved(string name, AgentId agentId, string actor);
}
