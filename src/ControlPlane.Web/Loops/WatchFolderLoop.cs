using ControlPlane.Data.Replicas;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Loops;

/// <summary>Looks into the watch folder every so often.</summary>
internal sealed partial class WatchFolderLoop(
    IOptions<ModelSourceOptions> options,
    ImportVersionCommand import,
    WatchedModels watched,
    ILeadership leadership,
    ChangeBell bell,
    LoopTimes times,
    TimeProvider clock,
    ILoggerFactory loggers,
    ILogger<WatchFolderLoop> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WatchFolder is not { } root)
            return;
        var folder = new WatchFolder(Path.GetFullPath(root), import, watched, bell, clock, loggers.CreateLogger<WatchFolder>());
        using var timer = new PeriodicTimer(options.Value.WatchPeriod, clock);
        do
        {
            if (leadership.IsLeader)
                await times.MeasureAsync("watch-folder", () => LookAsync(folder, root, stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(WatchFolder folder, string root, CancellationToken cancellation)
    {
        try
        {
            await folder.LookAsync(cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next look tries again.
        {
            LogFailed(exception, root);
        }
    }

    [LoggerMessage(1031, LogLevel.Error, "The watch folder {Folder} could not be looked at; the next look tries again.")]
    private partial void LogFailed(Exception exception, string folder);
}
