using ControlPlane.TestKit.Time;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>A host's own clock: runs with the simulation's, and may be set wrong. Only the simulation's thread uses it.</summary>
internal sealed class SkewedClock(ManualTimeProvider world) : TimeProvider
{
    /// <summary>How far the wall clock is ahead; the monotonic clock is never set.</summary>
    public TimeSpan Ahead { get; set; }

    /// <inheritdoc />
    public override long TimestampFrequency => world.TimestampFrequency;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Ahead;

    /// <inheritdoc />
    public override long GetTimestamp() => world.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(callback, state, dueTime, period);
}
