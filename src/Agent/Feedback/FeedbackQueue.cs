using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Feedback;

/// <summary>
/// Feedback that waits to be passed on, bounded. It is kept on the disk at the next save, so that at most the last second is lost with the process;
/// it goes out at least once, and the receiver removes duplicates. Singleton, thread-safe.
/// </summary>
public sealed class FeedbackQueue
{
    /// <summary>Items it holds before it refuses more.</summary>
    public const int Capacity = 20_000;

    /// <summary>Longest batch, bytes of JSON; the hub takes no more.</summary>
    public const int BatchBytes = 24 * 1024;

    /// <summary>Most items in a batch.</summary>
    public const int BatchItems = 200;

    private readonly Lock _lock = new();
    private readonly FeedbackSpool _spool;
    private readonly LinkedList<QueuedFeedback> _waiting = new();
    private readonly List<QueuedFeedback> _unsaved = [];

    /// <summary>The queue over a spool, with what an earlier run left there.</summary>
    internal FeedbackQueue(FeedbackSpool spool)
    {
        _spool = spool;
        foreach (var queued in spool.Recover().Take(Capacity))
            _waiting.AddLast(queued);
    }

    /// <summary>Items that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Takes an item; false when it is full and the caller must come back later.</summary>
    public bool TryAdd(FeedbackItem item) => TryAdd([item]);

    /// <summary>Takes all items or, when they do not all find room, none.</summary>
    public bool TryAdd(IReadOnlyList<FeedbackItem> items)
    {
        QueuedFeedback[] queued = [.. items.Select(item => new QueuedFeedback(item))];
        lock (_lock)
        {
            if (_waiting.Count + queued.Length > Capacity)
                return false;

            foreach (var one in queued)
                _waiting.AddLast(one);
            _unsaved.AddRange(queued);
            return true;
        }
    }

    /// <summary>Writes to the disk what came since the last save and still waits.</summary>
    public void Save()
    {
        lock (_lock)
        {
            _unsaved.RemoveAll(q => q.IsPassedOn);
            if (_unsaved.Count > 0 && _spool.Append(_unsaved))
                _unsaved.Clear();
        }
    }

    /// <summary>The oldest items that fit into one batch; empty when nothing waits.</summary>
    internal IReadOnlyList<QueuedFeedback> Peek()
    {
        lock (_lock)
        {
            var batch = new List<QueuedFeedback>();
            var bytes = 0;
            foreach (var queued in _waiting)
            {
                bytes += queued.JsonBytes;
                if (batch.Count == BatchItems || (batch.Count > 0 && bytes > BatchBytes))
                    break;
                batch.Add(queued);
            }

            return batch;
        }
    }

    /// <summary>Items were committed by the control plane.</summary>
    internal void Acknowledge(IReadOnlyList<QueuedFeedback> batch)
    {
        lock (_lock)
        {
            foreach (var queued in batch)
            {
                if (queued.IsPassedOn)
                    continue;
                queued.IsPassedOn = true;
                _waiting.Remove(queued);
                _spool.Settle(queued);
            }
        }
    }
}
