namespace ControlPlane.TestKit.Time;

/// <summary>
/// A clock that stands still until a test moves it. Timers, delays and timeouts made with it fire inside <see cref="Advance"/>,
/// in the order of their due times. Thread-safe.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();

    // Those that wait, the next one first: a day of many loops' periods has millions of ticks.
    private readonly SortedSet<ManualTimer> _waiting = [];
    private DateTimeOffset _now = start;
    private long _made;

    /// <summary>A clock at noon of an arbitrary day.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers wait; a test may wait for a loop to have gone to sleep.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock forward and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = end;
    }

    /// <summary>Moves the clock forward at once, as when a host wakes up: whatever fell due meanwhile fires, periodic timers once instead of at each period.</summary>
    public void Leap(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _waiting.TakeWhile(t => t.Due <= _now)];
            foreach (var timer in due)
            {
                _waiting.Remove(timer);
                if (timer.Period <= TimeSpan.Zero)
                    continue;
                timer.Due = _now + timer.Period;
                _waiting.Add(timer);
            }
        }

        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Sets the wall clock without firing anything, as when a host corrects its time.</summary>
    public void Jump(DateTimeOffset to)
    {
        lock (_gate)
            _now = to;
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, Interlocked.Increment(ref _made), callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            if (_waiting.Min is not { } next || next.Due > end)
                return null;
            _waiting.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due = _now + next.Period;
                _waiting.Add(next);
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, long number, TimerCallback callback, object? state) : ITimer, IComparable<ManualTimer>
    {
        private readonly long _number = number;
        private bool _isOver;

        /// <summary>Not to be changed while the timer waits.</summary>
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_isOver)
                    return false;
                clock._waiting.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._waiting.Add(this);
                }
            }

            return true;
        }

        public int CompareTo(ManualTimer? other) => (Due, _number).CompareTo((other!.Due, other._number));

        public void Dispose()
        {
            lock (clock._gate)
            {
                _isOver = true;
                clock._waiting.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
