namespace ControlPlane.Web.Shell;

/// <summary>Ticks once a second while anyone on the screen listens, so that ages and countdowns move together. One per circuit.</summary>
public sealed class CircuitClock(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Action> _listeners = [];
    private ITimer? _timer;

    /// <summary>The present instant.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>How many listen; tests count them.</summary>
    public int ListenerCount
    {
        get
        {
            lock (_gate)
                return _listeners.Count;
        }
    }

    /// <summary>Calls back each second, on a pool thread, until the result is disposed.</summary>
    public IDisposable Listen(Action onTick)
    {
        lock (_gate)
        {
            _listeners.Add(onTick);
            _timer ??= clock.CreateTimer(static state => ((CircuitClock)state!).Tick(), this, Period, Period);
        }

        return new Listening(this, onTick);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _listeners.Clear();
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Tick()
    {
        Action[] listeners;
        lock (_gate)
            listeners = [.. _listeners];

        foreach (var listener in listeners)
            listener();
    }

    private void Remove(Action listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
            if (_listeners.Count > 0)
                return;

            _timer?.Dispose();
            _timer = null;
        }
    }

    private sealed class Listening(CircuitClock owner, Action listener) : IDisposable
    {
        public void Dispose() => owner.Remove(listener);
    }
}
