namespace ControlPlane.AgentHost.Feedback;

/// <summary>
/// The time as the control plane's answers tell it, where this host's clock is more than two minutes off; else this host's.
/// Feedback is filed under the moment that a token carries, and a token may come back through any agent, so that nobody could put it right later. Singleton, thread-safe.
/// </summary>
public sealed class ControlPlaneTime(TimeProvider time) : TimeProvider
{
    // What the control plane tolerates too: below it a slow network can be the reason.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    private long _offsetTicks;

    /// <summary>The control plane has just said what time it is.</summary>
    public void Note(DateTimeOffset now)
    {
        var offset = now - time.GetUtcNow();
        Interlocked.Exchange(ref _offsetTicks, offset.Duration() > Tolerance ? offset.Ticks : 0);
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
}
