namespace ControlPlane.AgentHost.Mirroring;

/// <summary>
/// Copies on their way to shadows, bounded by count and bytes: a new one pushes out the oldest, which is counted as dropped.
/// Adding never waits. Singleton, thread-safe.
/// </summary>
public sealed class MirrorQueue(MirrorLimits limits) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<MirrorCopy> _copies = new();
    private readonly SemaphoreSlim _added = new(0);
    private long _bytes;
    private long _total;

    /// <summary>Copies that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _copies.Count;
        }
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Copies added since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Which shadows take copies at present.</summary>
    internal MirrorBreakers Breakers { get; } = new(limits);

    /// <summary>Longest copy that finds room.</summary>
    public long MaximumBytes => limits.MaximumBytes;

    /// <summary>Adds a copy, which belongs to the queue from then on.</summary>
    internal void Add(MirrorCopy copy)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _copies.Count == 0;
            while (_copies.Count > 0 && (_copies.Count == limits.MaximumCopies || _bytes + copy.Bytes > limits.MaximumBytes))
                Drop(TakeOldest());
            _copies.Enqueue(copy);
            _bytes += copy.Bytes;
            _total++;
        }

        // Whoever takes copies takes all of them.
        if (isFirst)
            _added.Release();
    }

    /// <summary>The oldest copy; null when none waits.</summary>
    internal MirrorCopy? TryTake()
    {
        lock (_lock)
            return _copies.Count == 0 ? null : TakeOldest();
    }

    /// <summary>Blocks the calling thread until a copy may be there; then all of them must be taken before waiting again.</summary>
    public void Wait(CancellationToken cancellationToken) => _added.Wait(cancellationToken);

    public void Dispose()
    {
        while (TryTake() is { } copy)
            copy.Dispose();
        _added.Dispose();
    }

    private MirrorCopy TakeOldest()
    {
        var copy = _copies.Dequeue();
        _bytes -= copy.Bytes;
        return copy;
    }

    private static void Drop(MirrorCopy copy)
    {
        copy.CountDropped();
        copy.Dispose();
    }
}
