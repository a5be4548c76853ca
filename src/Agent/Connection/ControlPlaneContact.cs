namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Whether and since when the control plane is there. Serving never asks this; it is for people, metrics and those who deliver.
/// Singleton, thread-safe.
/// </summary>
internal sealed class ControlPlaneContact(TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private volatile ActiveSession? _session;

    /// <summary>The connection in use; null while there is none.</summary>
    public ActiveSession? Session => _session;

    /// <summary>Time since the control plane answered anything, or since the start when it never did.</summary>
    public TimeSpan SinceContact => time.GetElapsedTime(Interlocked.Read(ref _last));

    /// <summary>The control plane answered.</summary>
    public void Note() => Interlocked.Exchange(ref _last, time.GetTimestamp());

    /// <summary>A connection is ready for use.</summary>
    public void Begin(ActiveSession session)
    {
        Note();
        _session = session;
    }

    /// <summary>The connection has ended.</summary>
    public void End() => _session = null;
}
