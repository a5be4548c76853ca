using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Ends a lane's run when its time is up. One run at a time; the timer is made on first need and kept.</summary>
internal sealed class RunDeadline(RunOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _isArmed;

    /// <summary>True when the last armed run was ended because its time was up.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>The run about to begin may last this long.</summary>
    public void Arm(TimeSpan remaining)
    {
        lock (_gate)
        {
            (_isArmed, HasPassed) = (true, false);
            _timer ??= time.CreateTimer(static state => ((RunDeadline)state!).Pass(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(remaining, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The run has ended; a timer that fires from now on finds nothing to end.</summary>
    public void Disarm()
    {
        lock (_gate)
        {
            if (!_isArmed)
                return;

            _isArmed = false;
            _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (HasPassed)
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
}
