using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Ends a lane's run when its time is up or its caller has gone away. One run at a time; the timer is made on first need and kept.
/// </summary>
internal sealed class RunDeadline(RunOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private CancellationTokenRegistration _caller;
    private bool _isArmed;

    /// <summary>The last armed run was ended because its time was up.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>The last armed run was ended because its caller had gone away.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The run about to begin may last this long, null for ever, and only while the caller is there.</summary>
    public void Arm(TimeSpan? remaining, CancellationToken caller)
    {
        lock (_gate)
        {
            (_isArmed, HasPassed, IsAbandoned) = (true, false, false);
            if (remaining is { } limit)
            {
                _timer ??= time.CreateTimer(static state => ((RunDeadline)state!).Pass(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(limit, Timeout.InfiniteTimeSpan);
            }
        }

        // Outside the lock: a token that is cancelled already calls back at once.
        _caller = caller.UnsafeRegister(static state => ((RunDeadline)state!).Abandon(), this);
    }

    /// <summary>The run has ended; what fires from now on finds nothing to end.</summary>
    public void Disarm()
    {
        _caller.Dispose();
        lock (_gate)
        {
            if (!_isArmed)
                return;

            _isArmed = false;
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (HasPassed || IsAbandoned)
                options.Terminate = false;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Pass()
    {
        lock (_gate)
        {
            if (!_isArmed)
                return;

            HasPassed = true;
            options.Terminate = true;
        }
    }

    private void Abandon()
    {
        lock (_gate)
        {
            if (!_isArmed)
                return;

            IsAbandoned = true;
            options.Terminate = true;
        }
    }
}
