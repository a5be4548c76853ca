using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Drift;

/// <summary>
/// What a group of batches adds to what is known of features, gathered by minute and folded into hours once.
/// Belongs to the unit that keeps the buckets.
/// </summary>
internal sealed class FeatureSums(SeriesContext context)
{
    private readonly Dictionary<(PointKey Point, string Feature), (int Version, FeatureSum Sum)>[] _sums = [.. Resolutions.Select(_ => new Dictionary<(PointKey, string), (int, FeatureSum)>())];

    /// <summary>Lengths of spans in seconds: features change over minutes, not seconds.</summary>
    public static IReadOnlyList<int> Resolutions { get; } = [60, 3_600];

    /// <summary>Adds <paramref name="sign"/> times what a copy of a bucket carries.</summary>
    public void Add(ReceivedBucket bucket, int sign)
    {
        if (bucket.Features.Count == 0 || bucket.Seconds > Resolutions[^1])
            return;

        var level = bucket.Seconds <= Resolutions[0] ? 0 : Resolutions.Count - 1;
        var key = new PointKey(bucket.Endpoint, bucket.SummedAt, bucket.Variant, bucket.RouteRevision).Within(Resolutions[level]);
        foreach (var feature in bucket.Features)
            SumOf(level, (key, feature.Name), bucket.Version).Add(feature, sign);
    }

    /// <summary>Adds what was gathered to the stored points.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_sums.All(s => s.Count == 0))
            return;

        for (var level = 1; level < _sums.Length; level++)
        {
            foreach (var ((point, feature), (version, sum)) in _sums[level - 1])
                SumOf(level, (point.Within(Resolutions[level]), feature), version).Add(sum);
        }

        await using var rows = new RowUpsert<FeaturePoint>(context);
        for (var level = 0; level < _sums.Length; level++)
            await SaveAsync(rows, level, cancellationToken);
    }

    private async Task SaveAsync(RowUpsert<FeaturePoint> rows, int level, CancellationToken cancellationToken)
    {
        var resolution = Resolutions[level];
        var endpoints = _sums[level].Keys.Select(k => k.Point.Endpoint).Distinct().ToList();
        var starts = _sums[level].Keys.Select(k => k.Point.Start).Distinct().ToList();
        var stored = await context.FeaturePoints.AsNoTracking()
            .Where(p => endpoints.Contains(p.Endpoint) && p.Resolution == resolution && starts.Contains(p.Start))
            .ToDictionaryAsync(p => (new PointKey(p.Endpoint, p.Start, p.Variant, p.RouteRevision), p.Feature), cancellationToken);
        var points = new List<FeaturePoint>(_sums[level].Count);
        foreach (var (key, (version, sum)) in _sums[level])
        {
            var point = stored.GetValueOrDefault(key) ?? NewPoint(key.Point, key.Feature, resolution, version);
            sum.AddTo(point);
            points.Add(point);
        }

        await rows.WriteAsync(points, cancellationToken);
    }

    private FeatureSum SumOf(int level, (PointKey Point, string Feature) key, int version)
    {
        if (_sums[level].TryGetValue(key, out var known))
            return known.Sum;

        var sum = new FeatureSum();
        _sums[level].Add(key, (version, sum));
        return sum;
    }

    private static FeaturePoint NewPoint(PointKey key, string feature, int resolution, int version) => new()
    {
        Endpoint = key.Endpoint,
        Resolution = resolution,
        Start = key.Start,
        Variant = key.Variant,
        RouteRevision = key.RouteRevision,
        Feature = feature,
        Version = version,
    };
}
