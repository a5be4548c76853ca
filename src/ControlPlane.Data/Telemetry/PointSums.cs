using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// What a group of batches adds to the points. It is gathered in the finest resolution a bucket fits and folded upwards once,
/// so the work on coarse points depends on how many seconds came, not on how many agents counted them. Belongs to one unit of work.
/// </summary>
internal sealed class PointSums(SeriesContext context)
{
    private readonly Dictionary<PointKey, (int Version, MeasureSum Sum)>[] _sums = [.. SeriesRetention.Resolutions.Select(_ => new Dictionary<PointKey, (int, MeasureSum)>())];

    /// <summary>Adds <paramref name="sign"/> times a copy of a bucket.</summary>
    public void Add(ReceivedBucket row, int sign)
    {
        // A span that an outage merged is coarser than the finest points; it is shown where it fits.
        for (var level = 0; level < _sums.Length; level++)
        {
            var resolution = SeriesRetention.Resolutions[level];
            if (resolution < row.Seconds)
                continue;
            var key = new PointKey(row.Endpoint, row.SummedAt, row.Variant, row.RouteRevision).Within(resolution);
            SumOf(level, key, row.Version).Add(row, sign);
            return;
        }
    }

    /// <summary>Adds what was gathered to the stored points.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        for (var level = 1; level < _sums.Length; level++)
            FoldInto(level);
        await using var rows = new RowUpsert<SeriesPoint>(context);
        for (var level = 0; level < _sums.Length; level++)
            await SaveAsync(rows, level, cancellationToken);
    }

    private void FoldInto(int level)
    {
        foreach (var (key, (version, sum)) in _sums[level - 1])
            SumOf(level, key.Within(SeriesRetention.Resolutions[level]), version).Add(sum);
    }

    private async Task SaveAsync(RowUpsert<SeriesPoint> rows, int level, CancellationToken cancellationToken)
    {
        var resolution = SeriesRetention.Resolutions[level];
        var endpoints = _sums[level].Keys.Select(k => k.Endpoint).Distinct().ToList();
        var starts = _sums[level].Keys.Select(k => k.Start).Distinct().ToList();
        var stored = await context.Points.AsNoTracking()
            .Where(p => endpoints.Contains(p.Endpoint) && p.Resolution == resolution && starts.Contains(p.Start))
            .ToDictionaryAsync(p => new PointKey(p.Endpoint, p.Start, p.Variant, p.RouteRevision), cancellationToken);
        var points = new List<SeriesPoint>(_sums[level].Count);
        foreach (var (key, (version, sum)) in _sums[level])
        {
            var point = stored.GetValueOrDefault(key) ?? NewPoint(key, resolution, version);
            sum.AddTo(point);
            points.Add(point);
        }

        await rows.WriteAsync(points, cancellationToken);
    }

    private MeasureSum SumOf(int level, PointKey key, int version)
    {
        if (_sums[level].TryGetValue(key, out var known))
            return known.Sum;

        var sum = new MeasureSum();
        _sums[level].Add(key, (version, sum));
        return sum;
    }

    private static SeriesPoint NewPoint(PointKey key, int resolution, int version) => new()
    {
        Endpoint = key.Endpoint,
        Resolution = resolution,
        Start = key.Start,
        Variant = key.Variant,
        RouteRevision = key.RouteRevision,
        Version = version,
    };
}
