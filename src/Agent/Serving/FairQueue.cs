namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// A queue in which everybody with something waiting is served in turn, however much one of them has waiting. Blocks who takes until there is something.
/// Thread-safe.
/// </summary>
internal sealed class FairQueue<T>
{
    private readonly object _gate = new();
    private readonly Dictionary<object, Queue<T>> _waiting = [];
    private readonly Queue<object> _turns = new();
    private bool _isEnded;

    /// <summary>Adds an item for somebody.</summary>
    public void Add(object owner, T item)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(owner, out var own))
            {
                _waiting.Add(owner, own = new Queue<T>());
                _turns.Enqueue(owner);
            }

            own.Enqueue(item);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes the next item; false once ended and empty.</summary>
    public bool TryTake(out T item)
    {
        lock (_gate)
        {
            while (_turns.Count == 0)
            {
                if (_isEnded)
                {
                    item = default!;
                    return false;
                }

                Monitor.Wait(_gate);
            }

            var owner = _turns.Dequeue();
            var own = _waiting[owner];
            item = own.Dequeue();
            if (own.Count > 0)
                _turns.Enqueue(owner);
            else
                _waiting.Remove(owner);
            return true;
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What waits now.</summary>
    public IReadOnlyList<T> Waiting()
    {
        lock (_gate)
            return [.. _waiting.Values.SelectMany(w => w)];
    }
}
