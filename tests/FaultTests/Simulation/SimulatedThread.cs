using System.Collections.Concurrent;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// The one thread of a simulation: whatever the programs' loops continue with waits here in order until the simulation takes it up.
/// A few things hop over the pool and come back, such as the end of a connection; for these it is told to wait.
/// </summary>
internal sealed class SimulatedThread : SynchronizationContext
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly HashSet<object> _expected = [];

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    /// <summary>Something will still happen, whatever thread it takes.</summary>
    public void Expect(object what) => _expected.Add(what);

    /// <summary>It has.</summary>
    public void Settle(object what) => _expected.Remove(what);

    /// <summary>Runs everything that waits, and what that leads to.</summary>
    /// <exception cref="TimeoutException">Something that was expected does not happen.</exception>
    public void RunUntilIdle()
    {
        while (_posted.TryTake(out var next, _expected.Count == 0 ? TimeSpan.Zero : Limit))
            next.Callback(next.State);
        if (_expected.Count > 0)
            throw new TimeoutException($"Expected still: {string.Join(", ", _expected)}.");
    }

    /// <summary>Does something on this thread, as the loops themselves do.</summary>
    public void Run(Action work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
