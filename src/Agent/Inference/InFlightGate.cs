namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Counts who uses something, and after <see cref="RetireAsync"/> lets nobody in and says when the last one has left.
/// Thread-safe, without locks.
/// </summary>
internal sealed class InFlightGate
{
    private readonly TaskCompletionSource _isEmpty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One for being in service and one for each user: whoever takes it to zero is the last, and zero is never left again.
    private int _references = 1;
    private int _isRetired;

    /// <summary>Comes in; false once retired and empty.</summary>
    public bool TryEnter()
    {
        var seen = Volatile.Read(ref _references);
        while (seen > 0 && Volatile.Read(ref _isRetired) == 0)
        {
            var before = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (before == seen)
                return true;
            seen = before;
        }

        return false;
    }

    /// <summary>Leaves; once for each time that <see cref="TryEnter"/> was true.</summary>
    public void Exit()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            _isEmpty.SetResult();
    }

    /// <summary>Lets nobody in any more, and completes when everybody has left.</summary>
    public Task RetireAsync()
    {
        if (Interlocked.Exchange(ref _isRetired, 1) == 0)
            Exit();
        return _isEmpty.Task;
    }
}
