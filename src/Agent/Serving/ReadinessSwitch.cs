namespace ControlPlane.AgentHost.Serving;

/// <summary>Whether new callers are welcome; turned off first when the agent is about to stop, so that load balancers go elsewhere. Singleton, thread-safe.</summary>
public sealed class ReadinessSwitch
{
    private volatile bool _isServing = true;

    /// <summary>True until the agent is about to stop.</summary>
    public bool IsServing => _isServing;

    /// <summary>The agent is about to stop; requests are still answered.</summary>
    public void TurnOff() => _isServing = false;
}
