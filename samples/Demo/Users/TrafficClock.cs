namespace ControlPlane.Demo.Users;

/// <summary>Time since the users began, unmoved by changes of the wall clock.</summary>
public sealed class TrafficClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);
}
