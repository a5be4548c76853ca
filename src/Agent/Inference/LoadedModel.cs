using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>One version, loaded and warm. Thread-safe.</summary>
public sealed class LoadedModel(PreparedVersion version) : IAsyncDisposable
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _references = 1;
    private int _isRetired;

    /// <summary>What the table says about it.</summary>
    public PreparedVersion Version { get; } = version;

    /// <summary>Takes part in serving; false once retired.</summary>
    public bool TryEnter()
    {
        for (var seen = Volatile.Read(ref _references); seen > 0; seen = Volatile.Read(ref _references))
        {
            if (Interlocked.CompareExchange(ref _references, seen + 1, seen) == seen)
                return true;
        }

        return false;
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Exit()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            _drained.TrySetResult();
    }

    /// <summary>Retires: waits until nobody uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isRetired, 1) == 0)
            Exit();
        await _drained.Task;
    }
}
