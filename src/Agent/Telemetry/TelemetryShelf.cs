namespace ControlPlane.AgentHost.Telemetry;

/// <summary>The segments in order, oldest first, with the numbers of their boots. One owner.</summary>
internal sealed class TelemetryShelf(TelemetrySpool spool)
{
    private readonly List<TelemetrySegment> _segments = [];
    private readonly Dictionary<string, BootTotals> _boots = new(StringComparer.Ordinal);
    private int _runs;

    /// <summary>Every segment; those of earlier boots come first.</summary>
    public IReadOnlyList<TelemetrySegment> Segments => _segments;

    /// <summary>The segment that harvests are added to; null before the first one.</summary>
    public TelemetrySegment? Open { get; private set; }

    /// <summary>Numbers of a boot.</summary>
    public BootTotals BootOf(string bootId)
    {
        if (!_boots.TryGetValue(bootId, out var boot))
            _boots.Add(bootId, boot = new BootTotals(bootId));
        return boot;
    }

    /// <summary>Numbers of a segment's boot.</summary>
    public BootTotals BootOf(TelemetrySegment segment) => BootOf(segment.Name.BootId);

    /// <summary>Puts what an earlier boot left on the shelf, without reading it.</summary>
    public void AddLeftover(SegmentName name)
    {
        var segment = new TelemetrySegment(name) { IsDurable = true, FileBytes = spool.LengthOf(name) };
        segment.Unload();
        _segments.Add(segment);
    }

    /// <summary>Begins a new segment; the one before is closed.</summary>
    public TelemetrySegment Begin(string bootId)
    {
        if (Open is { IsEmpty: true })
            Remove(Open);
        _runs++;
        Open = new TelemetrySegment(new SegmentName(bootId, _runs, _runs, 1, IsSent: false)) { IsDurable = true };
        _segments.Add(Open);
        return Open;
    }

    /// <summary>Brings a segment's buckets back into memory.</summary>
    public void Load(TelemetrySegment segment)
    {
        if (segment.IsLoaded)
            return;

        var records = spool.Read(segment.Name);
        segment.Load(records);
        foreach (var record in records)
            BootOf(segment).Take(record.Lifetime, record.Dropped);
    }

    /// <summary>Takes a segment and its file away.</summary>
    public void Remove(TelemetrySegment segment)
    {
        _segments.Remove(segment);
        spool.Delete(segment.Name);
        if (segment == Open)
            Open = null;
    }

    /// <summary>Puts one segment in the place of neighbours.</summary>
    public void Replace(IReadOnlyList<TelemetrySegment> group, TelemetrySegment by)
    {
        _segments.Insert(_segments.IndexOf(group[0]), by);
        _segments.RemoveAll(group.Contains);
    }

    /// <summary>Start of the oldest bucket that waits, of any boot; <see cref="long.MaxValue"/> when none does.</summary>
    /// <param name="ofUnread">What counts as the start of those that an earlier boot left and nobody has read yet.</param>
    public long OldestStart(long ofUnread) => _segments.Where(s => !s.IsEmpty)
        .Select(s => s.OldestStart == long.MaxValue ? ofUnread : s.OldestStart).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>Start of the oldest bucket of a boot that waits.</summary>
    public long OldestStartOf(string bootId) => _segments.Where(s => s.Name.BootId == bootId).Min(s => s.OldestStart);
}
