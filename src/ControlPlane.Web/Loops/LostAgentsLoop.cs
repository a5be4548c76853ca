using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Loops;

/// <summary>Notices agents that have fallen silent, so that screens and webhooks say so without being asked and nothing waits for them.</summary>
internal sealed partial class LostAgentsLoop(
    AgentPresence presence, ConvergenceTracker tracker, StateWriter writer, ILeadership leadership, ChangeBell bell, LoopTimes times, TimeProvider clock, ILogger<LostAgentsLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await times.MeasureAsync("lost-agents", () => LookAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        foreach (var agent in presence.TakeLost())
        {
            LogLost(agent);
            tracker.Lose(agent);
            if (leadership.IsLeader)
                await AnnounceAsync(agent, stoppingToken);
            bell.Ring(ChangeTopic.Agents, agent);
        }
    }

    private async Task AnnounceAsync(string agent, CancellationToken cancellation)
    {
        try
        {
            await writer.RunAsync<int>(async (context, unitCancellation) => await AnnounceAsync(context, agent, unitCancellation), cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: whoever is told by webhook misses this one, screens do not.
        {
            LogNotAnnounced(agent, exception);
        }
    }

    private async Task<Outcome<int>> AnnounceAsync(StateContext context, string agent, CancellationToken cancellation)
    {
        if (await new AgentStore(context).FindAsync(new AgentId(agent), cancellation) is not { RevokedAt: null } node)
            return 0;
        context.Announce(Announcements.Lost(node, clock.GetUtcNow()));
        return 1;
    }

    [LoggerMessage(1640, LogLevel.Warning, "Agent {AgentId} has fallen silent; it goes on serving by its last table.")]
    private partial void LogLost(string agentId);

    [LoggerMessage(1641, LogLevel.Error, "That agent {AgentId} has fallen silent could not be written for webhooks.")]
    private partial void LogNotAnnounced(string agentId, Exception exception);
}
