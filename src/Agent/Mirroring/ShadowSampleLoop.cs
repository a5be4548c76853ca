using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Sends a batch of samples every second while there is a connection; one that is lost with it is not sent again.</summary>
internal sealed class ShadowSampleLoop(ShadowSampleQueue queue, ControlPlaneContact contact, TimeProvider time, ILogger<ShadowSampleLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Sends one batch; without a connection samples wait, and the worst stay.</summary>
    internal async Task SendAsync()
    {
        if (contact.Session is not { } session || queue.Take() is not { Count: > 0 } samples)
            return;

        try
        {
            await session.Hub.ShadowSamples(new ShadowSampleBatch(samples));
        }
        catch (Exception e)
        {
            logger.SamplesLost(samples.Count, e.Message);
        }
    }

    /// <summary>Works until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SendAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }
}
