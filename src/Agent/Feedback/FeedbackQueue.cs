using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Feedback;

/// <summary>Feedback that waits to be passed on, bounded. Singleton, thread-safe.</summary>
public sealed class FeedbackQueue
{
    /// <summary>Items it holds before it refuses more.</summary>
    public const int Capacity = 50_000;

    private readonly Lock _lock = new();
    private readonly Queue<FeedbackItem> _unsaved = new();

    /// <summary>Takes an item; false when it is full and the caller must come back later.</summary>
    public bool TryAdd(FeedbackItem item)
    {
        lock (_lock)
        {
            if (_unsaved.Count >= Capacity)
                return false;
            _unsaved.Enqueue(item);
            return true;
        }
    }
}
