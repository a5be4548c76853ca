namespace ControlPlane.Demo.Users;

/// <summary>Truths that are not known yet, by the time they will be; bounded, and safe to use from many threads.</summary>
public sealed class FeedbackQueue(int capacity)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Feedback, TimeSpan> _queue = new();

    public int Count
    {
        get
        {
            lock (_lock)
                return _queue.Count;
        }
    }

    /// <summary>False when the queue is full and the truth is forgotten.</summary>
    public bool TryAdd(Feedback feedback, TimeSpan due)
    {
        lock (_lock)
        {
            if (_queue.Count >= capacity)
                return false;

            _queue.Enqueue(feedback, due);
            return true;
        }
    }

    /// <summary>Takes the earliest truth if it is due; otherwise null.</summary>
    public Feedback? TakeDue(TimeSpan now)
    {
        lock (_lock)
            return _queue.TryPeek(out _, out var due) && due <= now ? _queue.Dequeue() : null;
    }
}
