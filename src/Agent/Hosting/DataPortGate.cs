using ControlPlane.AgentHost.Routing;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>
/// Stands before the data port in the order of start: the port opens when what the disk holds is loaded and warm,
/// so that a restarted agent answers its first request as it answered the last one before.
/// </summary>
internal sealed class DataPortGate(RestoredSignal restored) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => restored.Restored.WaitAsync(cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
