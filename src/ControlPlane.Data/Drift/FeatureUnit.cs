using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Drift;

/// <summary>Sums features of one batch into the series, within the unit that keeps its buckets.</summary>
internal sealed class FeatureUnit(SeriesContext context)
{
    /// <summary>Lengths of spans in seconds: features change over minutes, not seconds.</summary>
    public static IReadOnlyList<int> Resolutions { get; } = [60, 3_600];

    private readonly Dictionary<(string Endpoint, int Resolution, long Start, string Variant, long RouteRevision, string Feature), FeaturePoint> _points = [];

    /// <summary>Loads the points a batch touches.</summary>
    public async Task LoadAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        var carrying = batch.Buckets.Where(b => b.Features.Count > 0).ToList();
        if (carrying.Count == 0)
            return;

        var endpoints = carrying.Select(b => b.Endpoint).Distinct().ToList();
        foreach (var resolution in Resolutions)
        {
            var starts = carrying.Select(b => SeriesSpan.AlignDown(b.Start, resolution)).Distinct().ToList();
            await foreach (var point in context.FeaturePoints
                .Where(p => endpoints.Contains(p.Endpoint) && p.Resolution == resolution && starts.Contains(p.Start)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                _points.Add((point.Endpoint, point.Resolution, point.Start, point.Variant, point.RouteRevision, point.Feature), point);
            }
        }
    }

    /// <summary>Adds <paramref name="sign"/> times what a copy of a bucket carries.</summary>
    public void Add(ReceivedBucket bucket, int sign)
    {
        foreach (var resolution in Resolutions.Where(r => r >= bucket.Seconds))
        {
            foreach (var feature in bucket.Features)
                PointOf(bucket, resolution, feature.Name).Add(feature, sign);
        }
    }

    private FeaturePoint PointOf(ReceivedBucket bucket, int resolution, string feature)
    {
        var key = (bucket.Endpoint, resolution, SeriesSpan.AlignDown(bucket.Start, resolution), bucket.Variant, bucket.RouteRevision, feature);
        if (_points.TryGetValue(key, out var point))
            return point;

        point = new FeaturePoint
        {
            Endpoint = bucket.Endpoint,
            Resolution = resolution,
            Start = key.Item3,
            Variant = bucket.Variant,
            RouteRevision = bucket.RouteRevision,
            Feature = feature,
            Version = bucket.Version,
        };
        _points.Add(key, point);
        context.FeaturePoints.Add(point);
        return point;
    }
}
