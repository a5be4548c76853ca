namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>A clock that leaps over short waits at once, so that polling takes no time; long limits never come.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > Short || dueTime == Timeout.InfiniteTimeSpan)
            return new LeaptTimer();
        _now += dueTime;
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new LeaptTimer();
    }

    private sealed class LeaptTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
