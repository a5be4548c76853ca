using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Loops;

/// <summary>Notices agents that have fallen silent, so that screens say so without being asked and nothing waits for them.</summary>
internal sealed partial class LostAgentsLoop(AgentPresence presence, ConvergenceTracker tracker, ChangeBell bell, LoopTimes times, TimeProvider clock, ILogger<LostAgentsLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await times.MeasureAsync("lost-agents", LookAsync);
    }

    private Task LookAsync()
    {
        foreach (var agent in presence.TakeLost())
        {
            LogLost(agent);
            tracker.Lose(agent);
            bell.Ring(ChangeTopic.Agents, agent);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1640, LogLevel.Warning, "Agent {AgentId} has fallen silent; it goes on serving by its last table.")]
    private partial void LogLost(string agentId);
}
