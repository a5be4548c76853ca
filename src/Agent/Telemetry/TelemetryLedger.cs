using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// What is harvested and not yet acknowledged: in memory, and on the disk so that it survives the process.
/// A bucket leaves only by its receipt or by a declared drop. Singleton, thread-safe.
/// </summary>
internal sealed class TelemetryLedger(TelemetrySpool spool, TelemetryLimits limits, TimeProvider time, ILogger<TelemetryLedger> logger)
{
    /// <summary>Buckets younger than this are fresh and go before all others, seconds.</summary>
    public const long FreshSeconds = 10;

    // Below this a wholly acknowledged file is written on, so that a quiet agent does not make a file a second.
    private const long WorthReplacingBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly List<TelemetrySegment> _segments = [];
    private readonly Dictionary<string, BootTotals> _boots = new(StringComparer.Ordinal);
    private TelemetrySegment? _open;
    private int _runs;
    private long _droppedRequests;

    /// <summary>Buckets that wait.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
                return _segments.Sum(s => s.Count);
        }
    }

    /// <summary>Requests whose counts were thrown away since the start of the process.</summary>
    public long DroppedRequests => Interlocked.Read(ref _droppedRequests);

    /// <summary>Takes up what earlier boots left on the disk.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            foreach (var name in spool.Recover())
            {
                var segment = new TelemetrySegment(name) { IsDurable = true, FileBytes = spool.LengthOf(name) };
                segment.Unload();
                _segments.Add(segment);
            }

            if (_segments.Count > 0)
                logger.LeftoversFound(_segments.Count);
        }
    }

    /// <summary>Adds a harvest and writes it to the disk.</summary>
    public void Add(Harvest harvest)
    {
        if (harvest.Buckets.Count == 0)
            return;

        lock (_lock)
        {
            var boot = BootOf(harvest.BootId);
            boot.Take(harvest.Lifetime, []);
            var segment = OpenFor(harvest);
            segment.Add(harvest.Buckets);
            if (segment.IsDurable)
            {
                segment.IsDurable = spool.Append(segment.Name, new SpoolRecord(harvest.Buckets, boot.LifetimeOf(harvest.Buckets), boot.Dropped));
                segment.FileBytes = spool.LengthOf(segment.Name);
            }

            EnforceLimits();
        }
    }

    /// <summary>The youngest buckets; null when there are none.</summary>
    /// <param name="maximumBytes">About how long the batch may be.</param>
    public ComposedBatch? ComposeFresh(int maximumBytes)
    {
        lock (_lock)
        {
            if (_open is null)
                return null;
            var from = time.GetUtcNow().ToUnixTimeSeconds() - FreshSeconds;
            return Compose(_open, p => p.Bucket.Start >= from, maximumBytes);
        }
    }

    /// <summary>The oldest buckets, those of earlier boots first; null when nothing waits.</summary>
    /// <param name="maximumBytes">About how long the batch may be.</param>
    public ComposedBatch? ComposeOldest(int maximumBytes)
    {
        lock (_lock)
        {
            while (_segments.Count > 0)
            {
                var segment = _segments[0];
                Load(segment);
                if (Compose(segment, _ => true, maximumBytes) is { } batch)
                    return batch;
                if (segment == _open && _segments.Count == 1)
                    return null;
                Remove(segment);
            }

            return null;
        }
    }

    /// <summary>The control plane has committed a batch.</summary>
    public void Acknowledge(ComposedBatch composed)
    {
        lock (_lock)
        {
            foreach (var segment in composed.Segments)
            {
                foreach (var bucket in composed.Batch.Buckets)
                    segment.Acknowledge(bucket);
                if (segment.IsEmpty && segment != _open)
                    Remove(segment);
            }
        }
    }

    private TelemetrySegment OpenFor(Harvest harvest)
    {
        // A bucket that grows stays in its segment, so that a later revision is never folded apart from an earlier one.
        if (_open is not null && _open.Name.BootId == harvest.BootId
            && (!IsWorthClosing(_open) || harvest.Buckets.Min(b => b.Start) <= _open.NewestStart))
        {
            return _open;
        }

        if (_open is { IsEmpty: true })
            Remove(_open);
        _runs++;
        _open = new TelemetrySegment(new SegmentName(harvest.BootId, _runs, _runs, 1, IsSent: false)) { IsDurable = true };
        _segments.Add(_open);
        return _open;
    }

    private bool IsWorthClosing(TelemetrySegment segment) =>
        Math.Max(segment.MemoryBytes, segment.FileBytes) >= (segment.IsEmpty ? WorthReplacingBytes : limits.SegmentBytes);

    private ComposedBatch? Compose(TelemetrySegment segment, Func<PendingBucket, bool> isWanted, int maximumBytes)
    {
        var buckets = new List<TelemetryBucket>();
        var bytes = 0;
        foreach (var pending in segment.Pending.Where(isWanted))
        {
            if (buckets.Count > 0 && bytes + pending.JsonBytes > maximumBytes)
                break;
            buckets.Add(pending.Bucket);
            bytes += pending.JsonBytes;
        }

        if (buckets.Count == 0)
            return null;

        var boot = BootOf(segment.Name.BootId);
        segment.Name = spool.MarkSent(segment.Name);
        var batch = new TelemetryBatch
        {
            BootId = boot.BootId,
            Sequence = boot.NextSequence(),
            OldestPending = boot.RaiseWatermark(_segments.Where(s => s.Name.BootId == boot.BootId).Min(s => s.OldestStart)),
            Buckets = buckets,
            Lifetime = boot.LifetimeOf(buckets),
            Dropped = boot.Dropped,
            SentAt = time.GetUtcNow(),
        };
        return new ComposedBatch(batch, [segment]);
    }

    private void EnforceLimits()
    {
        while (_segments.Sum(s => s.FileBytes) > limits.FoldAboveBytes && TryFold(s => s.IsDurable))
        {
        }

        while (_segments.Sum(s => s.FileBytes) > limits.DiskBytes && TryDrop(s => s.IsDurable))
        {
        }

        while (_segments.Sum(s => s.MemoryBytes) > limits.MemoryBytes && (TryUnload() || TryFold(s => !s.IsDurable) || TryDrop(_ => true)))
        {
        }
    }

    private bool TryUnload()
    {
        var segment = _segments.Find(s => s is { IsLoaded: true, IsDurable: true } && s != _open);
        segment?.Unload();
        return segment is not null;
    }

    private bool TryFold(Func<TelemetrySegment, bool> isMeant)
    {
        foreach (var span in limits.FoldSpans)
        {
            bool CanFold(TelemetrySegment s) => s != _open && !s.Name.IsSent && s.Name.Seconds < span && isMeant(s);
            var at = _segments.FindIndex(CanFold);
            if (at < 0)
                continue;

            var group = new List<TelemetrySegment>();
            for (var bytes = 0L; at < _segments.Count && CanFold(_segments[at]) && bytes < limits.FoldGroupBytes; at++)
            {
                if (_segments[at].Name.BootId != (group.FirstOrDefault() ?? _segments[at]).Name.BootId)
                    break;
                group.Add(_segments[at]);
                bytes += Math.Max(_segments[at].FileBytes, _segments[at].MemoryBytes);
            }

            return Fold(group, span);
        }

        return false;
    }

    private bool Fold(List<TelemetrySegment> group, int span)
    {
        var boot = BootOf(group[0].Name.BootId);
        group.ForEach(Load);
        var buckets = BucketFolding.Fold(group.SelectMany(s => s.Pending).Select(p => p.Bucket), span);
        var folded = new TelemetrySegment(group[0].Name with { Last = group[^1].Name.Last, Seconds = span });
        folded.Add(buckets);
        folded.IsDurable = spool.Replace([.. group.Select(s => s.Name)], folded.Name, new SpoolRecord(buckets, boot.LifetimeOf(buckets), boot.Dropped));
        folded.FileBytes = spool.LengthOf(folded.Name);

        // A file that outlived its folding would be counted again after a restart.
        if (!folded.IsDurable && (group.Exists(s => s.IsDurable) || !group.TrueForAll(s => spool.Delete(s.Name))))
            return false;

        _segments.Insert(_segments.IndexOf(group[0]), folded);
        _segments.RemoveAll(group.Contains);
        return true;
    }

    private bool TryDrop(Func<TelemetrySegment, bool> isMeant)
    {
        // One that was sent may be committed, and declaring it would count it twice; it goes only when there is no other.
        var segment = _segments.Find(s => s != _open && !s.Name.IsSent && isMeant(s)) ?? _segments.Find(s => s != _open && isMeant(s));
        if (segment is null)
            return false;

        Load(segment);
        var requests = BootOf(segment.Name.BootId).Drop(segment.Pending.Select(p => p.Bucket));
        Interlocked.Add(ref _droppedRequests, requests);
        logger.TelemetryDropped(requests);
        Remove(segment);
        return true;
    }

    private void Load(TelemetrySegment segment)
    {
        if (segment.IsLoaded)
            return;

        var records = spool.Read(segment.Name);
        segment.Load(records.SelectMany(r => r.Buckets));
        var boot = BootOf(segment.Name.BootId);
        foreach (var record in records)
            boot.Take(record.Lifetime, record.Dropped);
    }

    private void Remove(TelemetrySegment segment)
    {
        _segments.Remove(segment);
        spool.Delete(segment.Name);
        if (segment == _open)
            _open = null;
    }

    private BootTotals BootOf(string bootId)
    {
        if (!_boots.TryGetValue(bootId, out var boot))
            _boots.Add(bootId, boot = new BootTotals(bootId));
        return boot;
    }
}
