using ControlPlane.AgentHost.Artifacts;

namespace ControlPlane.AgentHost.Routing;

/// <summary>The one who applies: restores at start, then takes tables and changes of versions as they come.</summary>
internal sealed class ApplyLoop(
    TableApplier applier,
    PreparationBoard board,
    TableMailbox mailbox,
    RestoredSignal restored,
    IHostApplicationLifetime lifetime,
    ILogger<ApplyLoop> logger) : BackgroundService
{
    /// <summary>Exit code when the disk does not keep what is written.</summary>
    public const int UnsafeDiskExitCode = 74;

    /// <summary>Restores and then works until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Changed += mailbox.Ring;
        try
        {
            applier.Restore();
            while (true)
            {
                RunOnce();
                await mailbox.WaitAsync(stoppingToken);
            }
        }
        catch (DiskSyncException e)
        {
            // Whether the bytes are there can only be learnt by reading them again in a new process.
            logger.DiskUnsafe(e);
            Environment.ExitCode = UnsafeDiskExitCode;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
        finally
        {
            board.Changed -= mailbox.Ring;
        }
    }

    private void RunOnce()
    {
        // Asked before the refresh: what settles during it is not yet in the table.
        var isSettled = board.IsSettledLocally;
        foreach (var arrived in mailbox.TakeAll())
            applier.Take(arrived);
        try
        {
            applier.Refresh();
        }
        catch (Exception e) when (e is not DiskSyncException)
        {
            logger.ApplyFailed(e);
        }

        if (isSettled)
            restored.Complete();
    }
}
