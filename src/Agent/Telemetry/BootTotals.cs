using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Numbers of one boot that travel with its batches. One owner.</summary>
internal sealed class BootTotals(string bootId)
{
    private readonly Dictionary<(string Endpoint, string Variant), LifetimeCounter> _lifetime = [];
    private readonly Dictionary<(string Endpoint, string Variant), LifetimeCounter> _dropped = [];
    private long _sequence;
    private long _watermark;

    /// <summary>The boot.</summary>
    public string BootId { get; } = bootId;

    /// <summary>What had to be thrown away.</summary>
    public IReadOnlyList<LifetimeCounter> Dropped => [.. _dropped.Values];

    /// <summary>The next batch's number.</summary>
    public long NextSequence() => ++_sequence;

    /// <summary>The oldest start that waits; never falls, because what comes back from the disk below it was acknowledged before.</summary>
    /// <param name="oldestPending">What waits now; <see cref="long.MaxValue"/> when nothing does.</param>
    public long RaiseWatermark(long oldestPending) =>
        _watermark = oldestPending == long.MaxValue ? _watermark : Math.Max(_watermark, oldestPending);

    /// <summary>Totals of some buckets' variants.</summary>
    public IReadOnlyList<LifetimeCounter> LifetimeOf(IEnumerable<TelemetryBucket> buckets) =>
        [.. buckets.Select(b => (b.Endpoint, b.Variant)).Distinct().Where(_lifetime.ContainsKey).Select(key => _lifetime[key])];

    /// <summary>Takes totals; they only grow, so the larger one is the newer one.</summary>
    public void Take(IEnumerable<LifetimeCounter> lifetime, IEnumerable<LifetimeCounter> dropped)
    {
        TakeLarger(_lifetime, lifetime);
        TakeLarger(_dropped, dropped);
    }

    /// <summary>Declares buckets as thrown away.</summary>
    /// <returns>Their requests.</returns>
    public long Drop(IEnumerable<TelemetryBucket> buckets)
    {
        var requests = 0L;
        foreach (var bucket in buckets)
        {
            var key = (bucket.Endpoint, bucket.Variant);
            var before = _dropped.GetValueOrDefault(key) ?? new LifetimeCounter(key.Endpoint, key.Variant, 0, 0);
            _dropped[key] = before with { Requests = before.Requests + bucket.Requests, Errors = before.Errors + bucket.Errors.Values.Sum() };
            requests += bucket.Requests;
        }

        return requests;
    }

    private static void TakeLarger(Dictionary<(string, string), LifetimeCounter> held, IEnumerable<LifetimeCounter> counters)
    {
        foreach (var counter in counters)
        {
            var key = (counter.Endpoint, counter.Variant);
            if (!held.TryGetValue(key, out var before) || before.Requests <= counter.Requests)
                held[key] = counter;
        }
    }
}
