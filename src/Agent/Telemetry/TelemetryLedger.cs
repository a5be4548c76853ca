using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// What is harvested and not yet acknowledged: in memory, and on the disk so that it survives the process.
/// A bucket leaves only by its receipt or by a declared drop. Singleton, thread-safe.
/// </summary>
internal sealed class TelemetryLedger : IPendingTelemetry
{
    /// <summary>Buckets younger than this are fresh and go before all others, seconds.</summary>
    public const long FreshSeconds = 10;

    // Below this a wholly acknowledged file is written on, so that a quiet agent does not make a file a second.
    private const long WorthReplacingBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly TelemetrySpool _spool;
    private readonly TelemetryLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<TelemetryLedger> _logger;
    private readonly TelemetryShelf _shelf;
    private readonly TelemetryPressure _pressure;
    private readonly DateTimeOffset _startedAt;

    /// <summary>An empty ledger over a spool.</summary>
    public TelemetryLedger(TelemetrySpool spool, TelemetryLimits limits, TimeProvider time, ILogger<TelemetryLedger> logger)
    {
        _spool = spool;
        _limits = limits;
        _time = time;
        _startedAt = time.GetUtcNow();
        _logger = logger;
        _shelf = new TelemetryShelf(spool);
        _pressure = new TelemetryPressure(_shelf, spool, limits, logger);
    }

    /// <summary>Buckets that wait; those of earlier boots count once they were read.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
                return _shelf.Segments.Sum(s => s.Count);
        }
    }

    /// <inheritdoc />
    public TimeSpan OldestAge
    {
        get
        {
            var now = _time.GetUtcNow();
            lock (_lock)
            {
                // What an earlier boot left is at least as old as this process.
                var start = _shelf.OldestStart(_startedAt.ToUnixTimeSeconds());
                return start < now.ToUnixTimeSeconds() ? now - DateTimeOffset.FromUnixTimeSeconds(start) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Requests whose counts were thrown away since the start of the process.</summary>
    public long DroppedRequests => _pressure.DroppedRequests;

    /// <summary>Takes up what earlier boots left on the disk.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            foreach (var name in _spool.Recover())
                _shelf.AddLeftover(name);
            if (_shelf.Segments.Count > 0)
                _logger.LeftoversFound(_shelf.Segments.Count);
        }
    }

    /// <summary>Adds a harvest and writes it to the disk.</summary>
    public void Add(Harvest harvest)
    {
        if (harvest.Buckets.Count == 0)
            return;

        lock (_lock)
        {
            var boot = _shelf.BootOf(harvest.BootId);
            boot.Take(harvest.Lifetime, []);
            var segment = SegmentFor(harvest);
            segment.Add(harvest.Buckets);
            if (segment.IsDurable)
            {
                segment.IsDurable = _spool.Append(segment.Name, new SpoolRecord(harvest.Buckets, boot.LifetimeOf(harvest.Buckets), boot.Dropped));
                segment.FileBytes = _spool.LengthOf(segment.Name);
            }

            _pressure.Relieve();
        }
    }

    /// <summary>The youngest buckets; null when there are none.</summary>
    /// <param name="maximumBytes">About how long the batch may be.</param>
    public ComposedBatch? ComposeFresh(int maximumBytes)
    {
        lock (_lock)
        {
            if (_shelf.Open is null)
                return null;
            var from = _time.GetUtcNow().ToUnixTimeSeconds() - FreshSeconds;
            return Compose(_shelf.Open, p => p.Bucket.Start >= from, maximumBytes);
        }
    }

    /// <summary>The oldest buckets, those of earlier boots first; null when nothing waits.</summary>
    /// <param name="maximumBytes">About how long the batch may be.</param>
    public ComposedBatch? ComposeOldest(int maximumBytes)
    {
        lock (_lock)
        {
            while (_shelf.Segments.Count > 0)
            {
                var segment = _shelf.Segments[0];
                _shelf.Load(segment);
                if (Compose(segment, _ => true, maximumBytes) is { } batch)
                    return batch;
                if (segment == _shelf.Open)
                    return null;
                _shelf.Remove(segment);
            }

            return null;
        }
    }

    /// <summary>The control plane has committed a batch.</summary>
    public void Acknowledge(ComposedBatch composed)
    {
        lock (_lock)
        {
            foreach (var bucket in composed.Batch.Buckets)
                composed.Segment.Acknowledge(bucket);
            if (composed.Batch.Buckets.Count == 0)
                composed.Segment.AcknowledgeDeclaration();
            if (composed.Segment is { IsEmpty: true } segment && segment != _shelf.Open)
                _shelf.Remove(segment);
        }
    }

    private TelemetrySegment SegmentFor(Harvest harvest)
    {
        // A bucket that grows stays in its segment, so that a later revision is never folded apart from an earlier one.
        var isGrowing = _shelf.Open is { } open && open.Name.BootId == harvest.BootId
            && (!IsWorthClosing(open) || harvest.Buckets.Min(b => b.Start) <= open.NewestStart);
        return isGrowing ? _shelf.Open! : _shelf.Begin(harvest.BootId);
    }

    private bool IsWorthClosing(TelemetrySegment segment) =>
        Math.Max(segment.MemoryBytes, segment.FileBytes) >= (segment.IsEmpty ? WorthReplacingBytes : _limits.SegmentBytes);

    private ComposedBatch? Compose(TelemetrySegment segment, Func<PendingBucket, bool> isWanted, int maximumBytes)
    {
        var buckets = new List<TelemetryBucket>();
        var bytes = 0;
        foreach (var pending in segment.Pending.Where(isWanted))
        {
            bytes += pending.JsonBytes;
            if (buckets.Count > 0 && bytes > maximumBytes)
                break;
            buckets.Add(pending.Bucket);
        }

        if (buckets.Count == 0 && !segment.IsDeclaration)
            return null;

        var boot = _shelf.BootOf(segment);
        segment.Name = _spool.MarkSent(segment.Name);
        return new ComposedBatch(segment, new TelemetryBatch
        {
            BootId = boot.BootId,
            Sequence = boot.NextSequence(),
            OldestPending = boot.RaiseWatermark(_shelf.OldestStartOf(boot.BootId)),
            Buckets = buckets,
            Lifetime = boot.LifetimeOf(buckets),
            Dropped = boot.Dropped,
            SentAt = _time.GetUtcNow(),
        });
    }
}
