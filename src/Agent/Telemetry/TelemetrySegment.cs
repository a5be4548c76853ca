using System.Text.Json;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Some consecutive harvests of one boot, with what is not yet acknowledged of them. One owner.</summary>
internal sealed class TelemetrySegment(SegmentName name)
{
    private Dictionary<BucketKey, PendingBucket>? _pending = [];

    /// <summary>Its file.</summary>
    public SegmentName Name { get; set; } = name;

    /// <summary>True while every bucket of it lies on the disk.</summary>
    public bool IsDurable { get; set; }

    /// <summary>True when it holds no buckets but says which ones were thrown away.</summary>
    public bool IsDeclaration { get; private set; }

    /// <summary>Length of its file.</summary>
    public long FileBytes { get; set; }

    /// <summary>Bytes of JSON held in memory.</summary>
    public long MemoryBytes { get; private set; }

    /// <summary>False while it lies on the disk only.</summary>
    public bool IsLoaded => _pending is not null;

    /// <summary>True when everything in memory is acknowledged.</summary>
    public bool IsEmpty => _pending is { Count: 0 } && !IsDeclaration;

    /// <summary>Buckets waiting; the number at the time it was unloaded while it lies on the disk only.</summary>
    public int Count { get; private set; }

    /// <summary>Start of the oldest bucket waiting; <see cref="long.MaxValue"/> when none waits.</summary>
    public long OldestStart { get; private set; } = long.MaxValue;

    /// <summary>Start of the newest bucket ever added.</summary>
    public long NewestStart { get; private set; } = long.MinValue;

    /// <summary>What waits, oldest first; only while it is loaded.</summary>
    public IEnumerable<PendingBucket> Pending => _pending!.Values.OrderBy(p => p.Bucket.Start);

    /// <summary>Adds buckets; a higher revision takes the place of a lower one.</summary>
    public void Add(IEnumerable<TelemetryBucket> buckets)
    {
        foreach (var bucket in buckets)
        {
            var key = BucketKey.Of(bucket);
            if (_pending!.TryGetValue(key, out var held))
            {
                if (held.Bucket.Revision >= bucket.Revision)
                    continue;
                MemoryBytes -= held.JsonBytes;
            }

            var bytes = JsonSerializer.SerializeToUtf8Bytes(bucket, ContractsJsonContext.Default.TelemetryBucket).Length;
            _pending[key] = new PendingBucket(bucket, bytes);
            MemoryBytes += bytes;
            OldestStart = Math.Min(OldestStart, bucket.Start);
            NewestStart = Math.Max(NewestStart, bucket.Start);
        }

        Count = _pending!.Count;
    }

    /// <summary>Removes a bucket that was committed, unless it changed since.</summary>
    public void Acknowledge(TelemetryBucket bucket)
    {
        var key = BucketKey.Of(bucket);
        if (_pending is null || !_pending.TryGetValue(key, out var held) || held.Bucket.Revision > bucket.Revision)
            return;

        _pending.Remove(key);
        MemoryBytes -= held.JsonBytes;
        Count = _pending.Count;
        if (bucket.Start == OldestStart)
            OldestStart = _pending.Count == 0 ? long.MaxValue : _pending.Keys.Min(k => k.Start);
    }

    /// <summary>Leaves the buckets to the disk.</summary>
    public void Unload()
    {
        _pending = null;
        MemoryBytes = 0;
    }

    /// <summary>Takes the records from the disk again; what was acknowledged before it was unloaded comes back, which is harmless.</summary>
    public void Load(IReadOnlyList<SpoolRecord> records)
    {
        _pending = [];
        OldestStart = long.MaxValue;
        Add(records.SelectMany(r => r.Buckets));
        IsDeclaration = Count == 0 && records.Any(r => r.Dropped.Count > 0);
    }

    /// <summary>Leaves nothing but the word that its buckets were thrown away.</summary>
    public void TurnIntoDeclaration()
    {
        _pending = [];
        MemoryBytes = 0;
        Count = 0;
        OldestStart = long.MaxValue;
        IsDeclaration = true;
    }

    /// <summary>The declaration was committed.</summary>
    public void AcknowledgeDeclaration() => IsDeclaration = false;
}
