using System.Runtime.CompilerServices;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Turns what recorders count into buckets of one second. What was counted between two harvests belongs to the second of the earlier one.
/// A clock that steps back a little goes on in the open bucket; one that jumps back begins a new generation of the boot,
/// so that a bucket once given is never given again with other contents under the same identity. Singleton, thread-safe.
/// </summary>
internal sealed class TelemetryHarvester
{
    // Time services step a clock by less; more is a correction by hand.
    private const long StepBackSeconds = 2;

    // Features change slowly, and their sketches are the longest part of a bucket.
    private const long FeatureSeconds = 10;

    private readonly RecorderRegistry _recorders;
    private readonly TimeProvider _time;
    private readonly string _bootId;
    private readonly Lock _lock = new();
    private readonly Dictionary<VariantRecorder, OpenBucket> _open = [];
    private readonly Dictionary<(string Endpoint, string Variant), LifetimeCounter> _lifetime = [];
    private readonly Dictionary<(VariantKey Key, VariantRole Role), VariantTotals> _totals = [];
    private readonly ConditionalWeakTable<VariantRecorder, StrongBox<long>> _featuresSince = [];
    private long _start;
    private int _generation;

    /// <summary>Begins a boot.</summary>
    public TelemetryHarvester(RecorderRegistry recorders, TimeProvider time, string bootId)
    {
        _recorders = recorders;
        _time = time;
        _bootId = bootId;
        _start = time.GetUtcNow().ToUnixTimeSeconds();
    }

    /// <summary>Takes everything counted since the last harvest.</summary>
    public Harvest Collect() => Collect(FeatureSeconds);

    /// <summary>The same when nobody serves any more: what was seen of features goes along, however short ago it went before.</summary>
    public Harvest CollectLast() => Collect(0);

    private Harvest Collect(long featureSeconds)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow().ToUnixTimeSeconds();
            if (now < _start - StepBackSeconds)
                BeginGeneration(now);

            var seconds = (int)Math.Max(1, now - _start);
            var buckets = new List<TelemetryBucket>();
            foreach (var recorder in _recorders.Drainable())
            {
                if (Drain(recorder, featureSeconds) is { } open)
                    buckets.Add(recorder.ToBucket(open.Counts, _start, seconds, ++open.Revision) with { Features = open.Features });
            }

            if (now > _start)
            {
                _open.Clear();
                _start = now;
            }

            return new Harvest(_generation == 0 ? _bootId : $"{_bootId}.{_generation}", buckets, [.. _lifetime.Values]);
        }
    }

    /// <summary>Totals since the start of the process, as of the last harvest.</summary>
    public IReadOnlyList<VariantTotals> Totals()
    {
        lock (_lock)
            return [.. _totals.Values.Select(t => t with { Counts = CopyOf(t.Counts) })];
    }

    private OpenBucket? Drain(VariantRecorder recorder, long featureSeconds)
    {
        var fresh = recorder.NewCounts();
        recorder.DrainInto(fresh);
        var features = TakeFeatures(recorder, featureSeconds);
        if (fresh.IsEmpty && features.Count == 0)
            return null;

        var key = (recorder.Key.Endpoint, recorder.Key.Variant);
        var before = _lifetime.GetValueOrDefault(key) ?? new LifetimeCounter(key.Endpoint, key.Variant, 0, 0);
        _lifetime[key] = before with { Requests = before.Requests + fresh.Requests, Errors = before.Errors + fresh.Errors.Sum() };
        AddToTotals(recorder, fresh);

        if (!_open.TryGetValue(recorder, out var open))
            _open.Add(recorder, open = new OpenBucket(recorder.NewCounts()));
        fresh.AddTo(open.Counts);
        // A bucket that is given again repeats them, because its newest copy is the one that holds.
        open.Features = open.Features.Count == 0 ? features : FeatureFolding.Sum([.. open.Features, .. features]);
        return open;
    }

    private IReadOnlyList<FeatureSummary> TakeFeatures(VariantRecorder recorder, long featureSeconds)
    {
        var now = _time.GetTimestamp();
        if (!_featuresSince.TryGetValue(recorder, out var since))
            _featuresSince.Add(recorder, since = new StrongBox<long>(now));
        // Half a second before they are due is due: harvests come a little early or late.
        if (recorder.Features.IsEmpty || _time.GetElapsedTime(since.Value, now) < TimeSpan.FromSeconds(featureSeconds - 0.5))
            return [];

        since.Value = now;
        return recorder.Features.Take();
    }

    private void AddToTotals(VariantRecorder recorder, VariantCounts fresh)
    {
        // Routings of the same variant share a line of the metrics page.
        var key = (recorder.Key with { RouteRevision = 0 }, recorder.Role);
        if (!_totals.TryGetValue(key, out var total))
        {
            total = new VariantTotals(recorder.Key.Endpoint, recorder.Key.Variant, recorder.Key.Version, recorder.Role, new VariantCounts(0, 0));
            _totals.Add(key, total);
        }

        fresh.AddMeasuresTo(total.Counts);
    }

    private void BeginGeneration(long now)
    {
        _generation++;
        _start = now;
        _open.Clear();
        _lifetime.Clear();
    }

    private static VariantCounts CopyOf(VariantCounts counts)
    {
        var copy = new VariantCounts(0, 0);
        counts.AddMeasuresTo(copy);
        return copy;
    }

    private sealed class OpenBucket(VariantCounts counts)
    {
        public VariantCounts Counts { get; } = counts;

        public IReadOnlyList<FeatureSummary> Features { get; set; } = [];

        public int Revision { get; set; }
    }
}
