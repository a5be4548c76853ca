using ControlPlane.Data.Access;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Webhooks;
using ControlPlane.Web.Observability;

namespace ControlPlane.Web.Loops;

/// <summary>Forgets what nobody may need any more: measurements beyond their retention, join tokens, remembered requests, drafts, deliveries of webhooks and sessions whose time is over.</summary>
internal sealed partial class PurgeLoop(
    SeriesPurge series, JoinTokenPurge tokens, AnsweredRequests requests, StoredDrafts drafts, DeliveryPurge deliveries, SessionPurge sessions,
    ILeadership leadership, LoopTimes times, TimeProvider clock, ILogger<PurgeLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (leadership.IsLeader)
                await times.MeasureAsync("purge", () => PurgeAsync(stoppingToken));
        }
    }

    private async Task PurgeAsync(CancellationToken stoppingToken)
    {
        await PurgeAsync("measurements", series.RunAsync, stoppingToken);
        await PurgeAsync("join tokens", tokens.RunAsync, stoppingToken);
        await PurgeAsync("remembered requests", requests.PurgeAsync, stoppingToken);
        await PurgeAsync("drafts", drafts.PurgeAsync, stoppingToken);
        await PurgeAsync("deliveries of webhooks", deliveries.RunAsync, stoppingToken);
        await PurgeAsync("sessions", sessions.RunAsync, stoppingToken);
    }

    private async Task PurgeAsync(string what, Func<CancellationToken, Task<int>> purge, CancellationToken stoppingToken)
    {
        try
        {
            LogPurged(await purge(stoppingToken), what);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stoppingToken.IsCancellationRequested) // The edge of the loop: the next round tries again.
        {
            LogPurgeFailed(what, exception);
        }
    }

    [LoggerMessage(1910, LogLevel.Debug, "{Count} rows of {What} are forgotten.")]
    private partial void LogPurged(int count, string what);

    [LoggerMessage(1911, LogLevel.Error, "Old {What} could not be removed; the next minute tries again.")]
    private partial void LogPurgeFailed(string what, Exception exception);
}
