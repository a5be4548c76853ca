namespace ControlPlane.AgentHost.Serving;

/// <summary>Opens the data port once there is something to serve, and closes it last: readiness goes first, then requests under way are finished.</summary>
internal sealed class DataPort(InferenceServer server, ReadinessSwitch readiness) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        readiness.TurnOff();
        return server.StopAsync(cancellationToken);
    }
}
