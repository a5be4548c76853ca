namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Harvests every second and delivers what waits; a delivery that hangs does not hold up the harvest.
/// Takes a last harvest at the end.
/// </summary>
internal sealed class TelemetryLoop(
    TelemetryHarvester harvester,
    TelemetryLedger ledger,
    TelemetryDelivery delivery,
    TimeProvider time,
    ILogger<TelemetryLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastDelivery = TimeSpan.FromMilliseconds(500);

    /// <summary>Takes the last counts, when nobody serves any more, and gives the control plane a moment to take them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        ledger.Add(harvester.CollectLast());
        using var timeout = new CancellationTokenSource(LastDelivery, time);
        await delivery.DeliverAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Works until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ledger.Recover();
        var delivering = Task.CompletedTask;
        try
        {
            while (true)
            {
                await Task.Delay(UntilNextSecond(), time, stoppingToken);
                ledger.Add(harvester.Collect());
                if (delivering.IsCompleted)
                    delivering = DeliverAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await delivering;
        }
    }

    private async Task DeliverAsync(CancellationToken stoppingToken)
    {
        try
        {
            await delivery.DeliverAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops; what was not acknowledged lies on the disk.
        }
        catch (Exception e)
        {
            logger.TelemetryFailed(e);
        }
    }

    // Just behind the boundary, so that a bucket holds one second of the clock.
    private TimeSpan UntilNextSecond()
    {
        var intoSecond = TimeSpan.FromTicks(time.GetUtcNow().Ticks % TimeSpan.TicksPerSecond);
        return Interval - intoSecond + TimeSpan.FromMilliseconds(5);
    }
}
