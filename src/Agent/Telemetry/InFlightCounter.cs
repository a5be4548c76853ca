namespace ControlPlane.AgentHost.Telemetry;

/// <summary>How many requests are being answered right now. Singleton, thread-safe.</summary>
public sealed class InFlightCounter
{
    private int _count;

    /// <summary>Requests under way.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A request begins.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>A request ends.</summary>
    public void Exit() => Interlocked.Decrement(ref _count);
}
