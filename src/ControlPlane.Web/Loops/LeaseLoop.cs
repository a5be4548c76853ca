using ControlPlane.Data.Replicas;

namespace ControlPlane.Web.Loops;

/// <summary>Keeps this replica's lease, or watches another's; gives it back when the process ends in peace.</summary>
internal sealed partial class LeaseLoop(LeasedLeadership leadership, TimeProvider clock, ILogger<LeaseLoop> logger) : BackgroundService
{
    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RunAsync(leadership.ReleaseAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(leadership.Period, clock);
        do
            await RunAsync(leadership.StepAsync, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        try
        {
            await step(cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: without the database nobody leads, and the next period tries again.
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(1930, LogLevel.Error, "The lease could not be looked at; the next period tries again.")]
    private partial void LogFailed(Exception exception);
}
