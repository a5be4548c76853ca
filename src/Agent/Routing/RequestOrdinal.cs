namespace ControlPlane.AgentHost.Routing;

/// <summary>Counts an endpoint's requests without a routing key, from 0. Outlives tables, thread-safe.</summary>
public sealed class RequestOrdinal
{
    private long _next = -1;

    /// <summary>The next number.</summary>
    public long Next() => Interlocked.Increment(ref _next);
}
