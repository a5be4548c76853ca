namespace ControlPlane.Contracts.Routing;

/// <summary>Limits an agent may enforce alone on challengers of an endpoint. A limit that is null is not watched. Immutable.</summary>
public sealed record GuardLimits
{
    /// <summary>Highest share of failed requests, 0 to 1.</summary>
    public double? ErrorShare { get; init; }

    /// <summary>Highest share of requests that ran into their deadline, 0 to 1.</summary>
    public double? TimeoutShare { get; init; }

    /// <summary>Highest share of answers with NaN, null or empty outputs, 0 to 1.</summary>
    public double? InvalidOutputShare { get; init; }

    /// <summary>Highest 99th percentile of latency, milliseconds.</summary>
    public double? LatencyP99Milliseconds { get; init; }

    /// <summary>Requests that the window must hold before a guard may speak.</summary>
    public int MinimumRequests { get; init; } = 20;

    /// <summary>Length of the sliding window, seconds, 1 to 60.</summary>
    public int WindowSeconds { get; init; } = 10;
}
