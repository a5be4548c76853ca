using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Data.Tests.Telemetry;

/// <summary>
/// An agent's side of delivery: it counts, keeps every bucket until its revision is acknowledged, and says from where on buckets are pending.
/// </summary>
internal sealed class SimulatedAgent(string id, string endpoint)
{
    private readonly Dictionary<(long Start, string Variant), (TelemetryBucket Bucket, int Acknowledged, List<double> Latencies)> _buckets = [];
    private readonly Dictionary<string, (long Requests, long Errors)> _lifetime = [];
    private long _sequence;

    public AgentId Id { get; } = new(id);

    /// <summary>Added to the truth about what is pending; anything but 0 breaks the contract.</summary>
    public long Lie { get; init; }

    public IReadOnlyDictionary<string, (long Requests, long Errors)> Lifetime => _lifetime;

    public bool HasPending => _buckets.Values.Any(b => b.Bucket.Revision > b.Acknowledged);

    /// <summary>Counts requests in a second at or after what is pending.</summary>
    public void Count(long second, string variant, int requests, int errors)
    {
        var (bucket, acknowledged, latencies) = _buckets.GetValueOrDefault((second, variant), (NewBucket(second, variant), 0, []));
        latencies.AddRange(Enumerable.Repeat(5.0 + requests, requests - errors));
        var changed = bucket with
        {
            Requests = bucket.Requests + requests,
            Revision = bucket.Revision + 1,
            Errors = new Dictionary<ErrorClass, long> { [ErrorClass.Model] = bucket.Errors.GetValueOrDefault(ErrorClass.Model) + errors },
            Latency = Buckets.ASketch([.. latencies]),
        };
        _buckets[(second, variant)] = (changed, acknowledged, latencies);
        var (all, failed) = _lifetime.GetValueOrDefault(variant);
        _lifetime[variant] = (all + requests, failed + errors);
    }

    /// <summary>A batch of pending buckets, at most some; new ones may still be counted in the second that runs.</summary>
    public TelemetryBatch MakeBatch(long now, int most)
    {
        var pending = _buckets.Values.Where(b => b.Bucket.Revision > b.Acknowledged).Select(b => b.Bucket).OrderBy(b => b.Start).ToList();
        return new TelemetryBatch
        {
            BootId = "boot-1",
            Sequence = ++_sequence,
            OldestPending = (pending.Count == 0 ? now : Math.Min(now, pending[0].Start)) + Lie,
            Buckets = [.. pending.Take(most)],
            Lifetime = [.. _lifetime.Select(l => new LifetimeCounter(endpoint, l.Key, l.Value.Requests, l.Value.Errors))],
            SentAt = DateTimeOffset.FromUnixTimeSeconds(now),
        };
    }

    /// <summary>A receipt came for a batch.</summary>
    public void Acknowledge(TelemetryBatch batch)
    {
        foreach (var sent in batch.Buckets)
        {
            var (bucket, acknowledged, latencies) = _buckets[(sent.Start, sent.Variant)];
            _buckets[(sent.Start, sent.Variant)] = (bucket, Math.Max(acknowledged, sent.Revision), latencies);
        }
    }

    private TelemetryBucket NewBucket(long second, string variant) => new()
    {
        Start = second,
        Endpoint = endpoint,
        Variant = variant,
        Version = 1,
        RouteRevision = 1,
        Revision = 0,
        Requests = 0,
    };
}
