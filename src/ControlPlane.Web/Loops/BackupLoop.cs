using ControlPlane.Data.Backups;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Replicas;
using ControlPlane.Web.Observability;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Loops;

/// <summary>Copies the databases every so often; a copy that could not be made is tried again at the next time.</summary>
internal sealed partial class BackupLoop(
    BackupStore backups, ILeadership leadership, IOptions<DataOptions> options, LoopTimes times, TimeProvider clock, ILogger<BackupLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!backups.IsOurs || options.Value.Backup.Period == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(options.Value.Backup.Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (leadership.IsLeader)
                await times.MeasureAsync("backups", () => MakeAsync(stoppingToken));
        }
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        try
        {
            if ((await backups.MakeAsync(cancellation)).Refusal is { } refusal)
                LogNotMade(refusal.Code, refusal.Sentence);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next time tries again.
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(1920, LogLevel.Error, "No backup was made ({Code}): {Sentence}")]
    private partial void LogNotMade(string code, string sentence);

    [LoggerMessage(1921, LogLevel.Error, "No backup was made; the next time tries again.")]
    private partial void LogFailed(Exception exception);
}
