namespace ControlPlane.AgentHost.Mirroring;

/// <summary>
/// Keeps copies from one shadow that fails again and again, so that it costs the machine nothing: closed, then open for a while,
/// then one copy is tried, which closes it or opens it for twice as long. Thread-safe.
/// </summary>
internal sealed class MirrorBreaker(MirrorLimits limits)
{
    private readonly Lock _lock = new();
    private int _failures;
    private int _timeouts;
    private int _openings;
    private long _openedAt;
    private TimeSpan _openFor;
    private volatile bool _isOpen;

    /// <summary>True from too many failures until a copy succeeds again.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>How often it has opened since the start, failed tries included.</summary>
    public int Openings => Volatile.Read(ref _openings);

    /// <summary>Failures since the last success.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>For how long it opened the last time.</summary>
    public TimeSpan OpenFor => _openFor;

    /// <summary>Whether a copy may be made for the shadow, or run by it: always while it is closed, and when it is time to try one.</summary>
    public bool LetsIn(TimeProvider time)
    {
        if (!_isOpen)
            return true;
        lock (_lock)
            return time.GetElapsedTime(_openedAt) >= _openFor;
    }

    /// <summary>The shadow answered a copy, well or not.</summary>
    /// <returns>True when that closed it.</returns>
    public bool Succeeded()
    {
        lock (_lock)
        {
            var wasOpen = _isOpen;
            (_failures, _timeouts, _isOpen) = (0, 0, false);
            return wasOpen;
        }
    }

    /// <summary>The shadow failed on a copy.</summary>
    /// <returns>True when that opened it, or keeps it open for longer.</returns>
    public bool Failed(bool isTimeout, TimeProvider time)
    {
        lock (_lock)
        {
            _failures++;
            _timeouts += isTimeout ? 1 : 0;
            if (!_isOpen && _failures < limits.FailuresToOpen && _timeouts < limits.TimeoutsToOpen)
                return false;

            _openFor = !_isOpen ? limits.OpenFor : 2 * _openFor < limits.OpenAtMost ? 2 * _openFor : limits.OpenAtMost;
            _openedAt = time.GetTimestamp();
            _isOpen = true;
            _openings++;
            return true;
        }
    }
}
