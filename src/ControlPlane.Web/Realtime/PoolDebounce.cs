namespace ControlPlane.Web.Realtime;

/// <summary>
/// Merges a pool's routine changes: the first goes out at once, those that follow closely go out together.
/// Thread-safe.
/// </summary>
internal sealed class PoolDebounce : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RealtimeOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action _send;
    private readonly ITimer _timer;
    private long? _lastChange;
    private long? _firstWaiting;

    /// <param name="options">How long is close, how long is too long.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="send">Sends the pool's newest table; must not wait.</param>
    public PoolDebounce(RealtimeOptions options, TimeProvider clock, Action send)
    {
        _options = options;
        _clock = clock;
        _send = send;
        _timer = clock.CreateTimer(_ => OnDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A routine change is committed.</summary>
    public void Change()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            var isLeading = _firstWaiting is null && (_lastChange is not { } last || _clock.GetElapsedTime(last, now) >= _options.QuietPeriod);
            _lastChange = now;
            if (!isLeading)
            {
                _firstWaiting ??= now;
                var untilLongest = _options.LongestDelay - _clock.GetElapsedTime(_firstWaiting.Value, now);
                var delay = untilLongest < _options.QuietPeriod ? untilLongest : _options.QuietPeriod;
                _timer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _send();
    }

    /// <summary>An urgent change took everything that waited with it.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _lastChange = _clock.GetTimestamp();
            _firstWaiting = null;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnDue()
    {
        lock (_gate)
        {
            if (_firstWaiting is null)
                return;
            _firstWaiting = null;
        }

        _send();
    }
}
