namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// How long the control plane is left alone, by the monotonic clock: a wall clock that is set back by an hour must not make it an hour longer.
/// Over before it ever began. One owner.
/// </summary>
internal sealed class Pause(TimeProvider time)
{
    private long _beganAt;
    private TimeSpan _length;

    /// <summary>Whether it is over.</summary>
    public bool IsOver => _length == TimeSpan.Zero || time.GetElapsedTime(_beganAt) >= _length;

    /// <summary>Begins one of this length, in place of any before.</summary>
    public void Begin(TimeSpan length) => (_beganAt, _length) = (time.GetTimestamp(), length);
}
