namespace ControlPlane.AgentHost.Serving;

/// <summary>Starts and stops the data port with the agent: readiness goes first, then connections, then requests under way are waited for.</summary>
internal sealed class InferenceServerService(InferenceServer server, ReadinessSwitch readiness) : IHostedService
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
