namespace ControlPlane.Web.Realtime;

/// <summary>One listener of a <see cref="ChangeBell"/>. Thread-safe.</summary>
internal sealed class BellSubscription(ChangeBell bell, ChangeTopic topic, string? key, Func<Task> onRing) : IDisposable
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningAndRung = 2;
    private const int Disposed = 3;

    private int _state;

    public bool Hears(ChangeTopic rung, string? rungKey) =>
        rung == topic && (key is null || rungKey is null || string.Equals(key, rungKey, StringComparison.Ordinal));

    public void Schedule()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, Running, Idle))
            {
                case Idle:
                    _ = Task.Run(RunAsync);
                    return;
                case Running when Interlocked.CompareExchange(ref _state, RunningAndRung, Running) == Idle:
                    // It went idle between the two looks; without another try this ring would be lost.
                    continue;
                default:
                    return;
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Disposed) != Disposed)
            bell.Remove(this);
    }

    private async Task RunAsync()
    {
        while (Volatile.Read(ref _state) != Disposed)
        {
            await CallAsync();
            if (Interlocked.CompareExchange(ref _state, Idle, Running) == Running)
                return;
            Interlocked.CompareExchange(ref _state, Running, RunningAndRung);
        }
    }

    private async Task CallAsync()
    {
        try
        {
            await onRing();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            bell.ReportFailure(topic, exception);
        }
    }
}
