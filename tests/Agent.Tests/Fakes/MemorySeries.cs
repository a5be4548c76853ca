using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>
/// What a control plane does with batches, by the letter of the contract: highest revision wins,
/// and a bucket that starts before the watermark and is not there any more is a late copy.
/// </summary>
internal sealed class MemorySeries
{
    private readonly Dictionary<(string BootId, BucketKey Key), TelemetryBucket> _rows = [];
    private readonly Dictionary<string, long> _watermarks = [];
    private readonly Dictionary<(string BootId, string Variant), LifetimeCounter> _lifetime = [];
    private readonly Dictionary<(string BootId, string Variant), LifetimeCounter> _dropped = [];
    private long _purgedRequests;
    private long _purgedErrors;

    /// <summary>Requests counted, whether their rows are still there or not.</summary>
    public long Requests => _purgedRequests + _rows.Values.Sum(b => b.Requests);

    public long Errors => _purgedErrors + _rows.Values.Sum(b => b.Errors.Values.Sum());

    public long Lifetime => _lifetime.Values.Sum(l => l.Requests);

    public long Dropped => _dropped.Values.Sum(l => l.Requests);

    public IEnumerable<string> Boots => _rows.Keys.Select(k => k.BootId).Distinct();

    public int Rows => _rows.Count;

    public void Commit(TelemetryBatch batch)
    {
        var watermark = _watermarks[batch.BootId] = Math.Max(_watermarks.GetValueOrDefault(batch.BootId), batch.OldestPending);
        foreach (var bucket in batch.Buckets)
        {
            var key = (batch.BootId, BucketKey.Of(bucket));
            var isLateCopy = !_rows.ContainsKey(key) && bucket.Start < watermark;
            if (!isLateCopy && !(_rows.TryGetValue(key, out var row) && row.Revision >= bucket.Revision))
                _rows[key] = bucket;
        }

        foreach (var counter in batch.Lifetime)
            _lifetime[(batch.BootId, counter.Variant)] = counter;
        foreach (var counter in batch.Dropped)
            _dropped[(batch.BootId, counter.Variant)] = counter;
    }

    /// <summary>Forgets rows that retention and the watermark allow to forget.</summary>
    public void Purge()
    {
        foreach (var (key, row) in _rows.Where(r => r.Key.Key.Start < _watermarks[r.Key.BootId]).ToList())
        {
            _purgedRequests += row.Requests;
            _purgedErrors += row.Errors.Values.Sum();
            _rows.Remove(key);
        }
    }
}
