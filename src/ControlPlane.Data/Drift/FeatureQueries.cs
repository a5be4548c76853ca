using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Drift;

/// <summary>Reads what input features looked like. Thread-safe.</summary>
public sealed class FeatureQueries(IDbContextFactory<SeriesContext> contexts, SeriesRetention retention, TimeProvider time)
{
    /// <summary>Features by variant, version and name in a window.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive; moved down to a whole minute, or a whole hour where minutes are gone.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<FeatureRow>> WindowAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var points = await PointsAsync(endpoint, from, to, cancellationToken);
        return Sum(points, from);
    }

    /// <summary>One feature of one variant in a window; null where nothing was counted of it.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="key">Which variant, version and feature.</param>
    /// <param name="from">Inclusive; moved down as in <see cref="WindowAsync"/>.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<FeatureRow?> FindAsync(
        string endpoint, (string Variant, int Version, string Feature) key, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var points = await In(context, endpoint, from, to)
            .Where(p => p.Variant == key.Variant && p.Version == key.Version && p.Feature == key.Feature).ToListAsync(cancellationToken);
        return Sum(points, from) is [var row] ? row : null;
    }

    /// <summary>The same for each step of a span, oldest first; steps without a row are left out.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="step">Whole minutes, at least one.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<FeatureRow>> HistoryAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var seconds = (long)step.TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, FeatureSums.Resolutions[0], nameof(step));
        var points = await PointsAsync(endpoint, from, to, cancellationToken);
        return
        [
            .. points.GroupBy(p => SeriesSpan.AlignDown(p.Start, seconds)).OrderBy(g => g.Key)
                .SelectMany(g => Sum([.. g], DateTimeOffset.FromUnixTimeSeconds(g.Key))),
        ];
    }

    private async Task<List<FeaturePoint>> PointsAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await In(context, endpoint, from, to).ToListAsync(cancellationToken);
    }

    private IQueryable<FeaturePoint> In(SeriesContext context, string endpoint, DateTimeOffset from, DateTimeOffset to)
    {
        var resolution = time.GetUtcNow() - from <= retention.OneMinute ? FeatureSums.Resolutions[0] : FeatureSums.Resolutions[^1];
        var start = SeriesSpan.AlignDown(from.ToUnixTimeSeconds(), resolution);
        var end = to.ToUnixTimeSeconds();
        return context.FeaturePoints.AsNoTracking()
            .Where(p => p.Endpoint == endpoint && p.Resolution == resolution && p.Start >= start && p.Start < end)
            .OrderBy(p => p.Start);
    }

    private static IReadOnlyList<FeatureRow> Sum(IReadOnlyList<FeaturePoint> points, DateTimeOffset from) =>
    [
        .. points.GroupBy(p => (p.Variant, p.Version, p.Feature))
            .OrderBy(g => g.Key.Variant, StringComparer.Ordinal).ThenBy(g => g.Key.Version).ThenBy(g => g.Key.Feature, StringComparer.Ordinal)
            .Select(g => new FeatureRow
            {
                From = from,
                Variant = g.Key.Variant,
                Version = g.Key.Version,
                Name = g.Key.Feature,
                Sketch = SketchOf(g),
                Categories = g.Aggregate(Counts.None, (sum, p) => Counts.Sum(sum, p.Categories, 1)),
                Missing = g.Sum(p => p.Missing),
            }),
    ];

    private static FeatureSketch? SketchOf(IEnumerable<FeaturePoint> points)
    {
        FeatureSketch? sum = null;
        foreach (var bytes in points.Select(p => p.Sketch).OfType<byte[]>())
        {
            sum ??= new FeatureSketch();
            sum.Add(FeatureSketch.FromBytes(bytes).Value, 1);
        }

        return sum;
    }
}
