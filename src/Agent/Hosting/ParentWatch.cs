namespace ControlPlane.AgentHost.Hosting;

/// <summary>Ends the agent when the process that started it is gone, so that nothing is left behind.</summary>
internal sealed class ParentWatch(ParentProcess parent, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ParentWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Looks once a second.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (parent.IsAlive)
                await timer.WaitForNextTickAsync(stoppingToken);
            logger.ParentGone();
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops anyway.
        }
    }
}
