using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Bounds what inference requests under way may take together, so that a flood is shed instead of ending the process. Singleton, thread-safe.</summary>
internal sealed class AdmissionGate(InFlightCounter inFlight, int maximumRequests, long maximumBytes)
{
    private long _bytes;

    /// <summary>Lets a request in; false when a limit is reached.</summary>
    /// <param name="bytes">What its body takes.</param>
    public bool TryEnter(long bytes)
    {
        inFlight.Enter();
        if (Interlocked.Add(ref _bytes, bytes) <= maximumBytes && inFlight.Count <= maximumRequests)
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
}
