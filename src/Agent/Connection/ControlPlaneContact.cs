namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Whether and since when the control plane is there. Serving never asks this; it is for people, metrics and those who deliver.
/// Singleton, thread-safe.
/// </summary>
internal sealed class ControlPlaneContact(TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private long _lastUtcTicks = time.GetUtcNow().UtcTicks;
    private volatile ActiveSession? _session;

    /// <summary>The connection in use; null while there is none.</summary>
    public ActiveSession? Session => _session;

    /// <summary>
    /// Time since the control plane answered anything, or since the start when it never did.
    /// The monotonic clock stands still while a host sleeps and the other one may be set, so the longer span counts.
    /// </summary>
    public TimeSpan SinceContact
    {
        get
        {
            var monotonic = time.GetElapsedTime(Interlocked.Read(ref _last));
            var wall = TimeSpan.FromTicks(time.GetUtcNow().UtcTicks - Interlocked.Read(ref _lastUtcTicks));
            return monotonic > wall ? monotonic : wall;
        }
    }

    /// <summary>The control plane answered.</summary>
    public void Note()
    {
        Interlocked.Exchange(ref _last, time.GetTimestamp());
        Interlocked.Exchange(ref _lastUtcTicks, time.GetUtcNow().UtcTicks);
    }

    /// <summary>A connection is ready for use.</summary>
    public void Begin(ActiveSession session)
    {
        Note();
        _session = session;
    }

    /// <summary>The connection has ended.</summary>
    public void End() => _session = null;
}
