using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Bounds what inference requests under way may take together, so that a flood is shed instead of ending the process,
/// and what those of one endpoint may take, so that the others still get in. Singleton, thread-safe.
/// </summary>
internal sealed class AdmissionGate(InFlightCounter inFlight, int maximumRequests, long maximumBytes)
{
    // Of the whole, for one endpoint.
    private const double Share = 0.75;

    // Of the whole, for batch requests: live ones find room when those fill theirs.
    private const double BatchShare = 0.5;

    private readonly ConcurrentDictionary<string, StrongBox<int>> _byEndpoint = new(StringComparer.Ordinal);
    private readonly int _maximumOfOne = Math.Max(1, (int)(maximumRequests * Share));
    private long _bytes;

    /// <summary>Lets a request in; false when a limit is reached.</summary>
    /// <param name="bytes">What its body takes.</param>
    /// <param name="isBatch">It is shed when less is under way than live requests may take.</param>
    public bool TryEnter(long bytes, bool isBatch = false)
    {
        var share = isBatch ? BatchShare : 1;
        inFlight.Enter();
        if (Interlocked.Add(ref _bytes, bytes) <= maximumBytes * share && inFlight.Count <= maximumRequests * share)
            return true;

        Exit(bytes);
        return false;
    }

    /// <summary>The request is over; once for each time that <see cref="TryEnter"/> was true.</summary>
    public void Exit(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        inFlight.Exit();
    }

    /// <summary>Lets a request whose body is in work for an endpoint; false when too many do.</summary>
    /// <param name="endpoint">One that exists, so that names are few.</param>
    public bool TryJoin(string endpoint)
    {
        if (Interlocked.Increment(ref CountOf(endpoint).Value) <= _maximumOfOne)
            return true;

        Leave(endpoint);
        return false;
    }

    /// <summary>The work is over; once for each time that <see cref="TryJoin"/> was true.</summary>
    public void Leave(string endpoint) => Interlocked.Decrement(ref CountOf(endpoint).Value);

    private StrongBox<int> CountOf(string endpoint) => _byEndpoint.GetOrAdd(endpoint, static _ => new StrongBox<int>());
}
