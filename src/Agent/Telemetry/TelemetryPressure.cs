namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Keeps undelivered telemetry within its limits: first it is left to the disk, then folded into longer spans, last thrown away and declared.
/// One owner.
/// </summary>
internal sealed class TelemetryPressure(TelemetryShelf shelf, TelemetrySpool spool, TelemetryLimits limits, ILogger logger)
{
    private long _droppedRequests;

    /// <summary>Requests whose counts were thrown away.</summary>
    public long DroppedRequests => Interlocked.Read(ref _droppedRequests);

    private long FileBytes => shelf.Segments.Sum(s => s.FileBytes);

    private long MemoryBytes => shelf.Segments.Sum(s => s.MemoryBytes);

    /// <summary>Makes room until the limits hold or nothing more can be done.</summary>
    public void Relieve()
    {
        var isRelieved = true;
        while (isRelieved && FileBytes > limits.FoldAboveBytes)
            isRelieved = TryFold(s => s.IsDurable);

        isRelieved = true;
        while (isRelieved && FileBytes > limits.DiskBytes)
            isRelieved = TryDrop(s => s.IsDurable);

        isRelieved = true;
        while (isRelieved && MemoryBytes > limits.MemoryBytes)
            isRelieved = TryUnload() || TryFold(s => !s.IsDurable) || TryDrop(s => s.IsLoaded);
    }

    private bool TryUnload()
    {
        var segment = shelf.Segments.FirstOrDefault(s => s is { IsLoaded: true, IsDurable: true } && s != shelf.Open);
        segment?.Unload();
        return segment is not null;
    }

    private bool TryFold(Func<TelemetrySegment, bool> isMeant)
    {
        foreach (var span in limits.FoldSpans)
        {
            if (GroupToFold(span, isMeant) is { Count: > 0 } group)
                return Fold(group, span);
        }

        return false;
    }

    private List<TelemetrySegment> GroupToFold(int span, Func<TelemetrySegment, bool> isMeant)
    {
        var group = new List<TelemetrySegment>();
        var bytes = 0L;
        foreach (var segment in shelf.Segments)
        {
            var fits = segment != shelf.Open && !segment.Name.IsSent && segment.Name.Seconds < span && isMeant(segment)
                && (group.Count == 0 || (group[0].Name.BootId == segment.Name.BootId && bytes < limits.FoldGroupBytes));
            if (!fits && group.Count > 0)
                break;
            if (!fits)
                continue;
            group.Add(segment);
            bytes += Math.Max(segment.FileBytes, segment.MemoryBytes);
        }

        return group;
    }

    private bool Fold(List<TelemetrySegment> group, int span)
    {
        var boot = shelf.BootOf(group[0]);
        group.ForEach(shelf.Load);
        var buckets = BucketFolding.Fold(group.SelectMany(s => s.Pending).Select(p => p.Bucket), span);
        var folded = new TelemetrySegment(group[0].Name with { Last = group[^1].Name.Last, Seconds = span });
        folded.Add(buckets);
        var record = new SpoolRecord(buckets, boot.LifetimeOf(buckets), boot.Dropped);
        folded.IsDurable = spool.Replace([.. group.Select(s => s.Name)], folded.Name, record);
        folded.FileBytes = spool.LengthOf(folded.Name);

        // A file that outlived its folding would be counted again after a restart.
        if (!folded.IsDurable && (group.Exists(s => s.IsDurable) || !group.TrueForAll(s => spool.Delete(s.Name))))
            return false;

        shelf.Replace(group, folded);
        return true;
    }

    private bool TryDrop(Func<TelemetrySegment, bool> isMeant)
    {
        // One that was sent may be committed, and declaring it would subtract what was counted; it goes only when there is no other.
        var candidates = shelf.Segments.Where(s => s != shelf.Open && !s.IsDeclaration && isMeant(s)).ToList();
        if ((candidates.Find(s => !s.Name.IsSent) ?? candidates.FirstOrDefault()) is not { } segment)
            return false;

        shelf.Load(segment);
        if (segment.IsDeclaration)
            return true;

        var requests = shelf.BootOf(segment).Drop(segment.Pending.Select(p => p.Bucket));
        Interlocked.Add(ref _droppedRequests, requests);
        logger.TelemetryDropped(requests);
        Declare(segment);
        return true;
    }

    // The declaration must outlive the process as the buckets did, also when nothing else of its boot is left to travel with.
    private void Declare(TelemetrySegment segment)
    {
        var boot = shelf.BootOf(segment);
        var lifetime = boot.LifetimeOf(segment.Pending.Select(p => p.Bucket));
        var earlier = shelf.Segments.Where(s => s.IsDeclaration && s.Name.BootId == boot.BootId).ToList();
        var name = segment.Name with { Seconds = int.MaxValue };
        segment.IsDurable = spool.Replace([segment.Name], name, new SpoolRecord([], lifetime, boot.Dropped));
        if (!segment.IsDurable)
            spool.Delete(segment.Name);
        segment.Name = name;
        segment.FileBytes = spool.LengthOf(name);
        segment.TurnIntoDeclaration();
        foreach (var one in earlier)
            shelf.Remove(one);
    }
}
