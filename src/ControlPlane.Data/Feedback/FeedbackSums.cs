using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Feedback;

/// <summary>What a group of batches adds to the feedback points, gathered in the finest resolution and folded upwards once. Belongs to one unit of work.</summary>
internal sealed class FeedbackSums(SeriesContext context, SeriesRetention retention)
{
    private readonly Dictionary<PointKey, FeedbackPoint>[] _sums = [.. SeriesRetention.Resolutions.Select(_ => new Dictionary<PointKey, FeedbackPoint>())];

    /// <summary>Adds an item that was not counted before.</summary>
    public void Add(CreditedFeedback item, DateTimeOffset now)
    {
        var claim = item.Claim;
        var key = new PointKey(claim.Endpoint, claim.AnsweredAt.ToUnixTimeSeconds(), claim.Variant, claim.RouteRevision);
        for (var level = 0; level < _sums.Length; level++)
        {
            // A span that is already purged is not made again for late feedback.
            if (now - claim.AnsweredAt > retention.Of(SeriesRetention.Resolutions[level]))
                continue;
            SumOf(level, key, claim.Version).Add(item);
            return;
        }
    }

    /// <summary>Adds what was gathered to the stored points.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        for (var level = 1; level < _sums.Length; level++)
        {
            foreach (var (key, sum) in _sums[level - 1])
                SumOf(level, key, sum.Version).Add(sum);
        }

        await using var rows = new RowUpsert<FeedbackPoint>(context);
        for (var level = 0; level < _sums.Length; level++)
        {
            // Answers of one endpoint lie in other seconds than those of another, so each is asked for its own.
            foreach (var endpoint in _sums[level].GroupBy(s => s.Key.Endpoint))
                await SaveAsync(rows, SeriesRetention.Resolutions[level], endpoint.Key, endpoint.ToDictionary(), cancellationToken);
        }
    }

    private async Task SaveAsync(
        RowUpsert<FeedbackPoint> rows, int resolution, string endpoint, Dictionary<PointKey, FeedbackPoint> sums, CancellationToken cancellationToken)
    {
        var starts = sums.Keys.Select(k => k.Start).Distinct().ToList();
        var stored = await context.FeedbackPoints.AsNoTracking()
            .Where(p => p.Endpoint == endpoint && p.Resolution == resolution && starts.Contains(p.Start))
            .ToDictionaryAsync(p => new PointKey(p.Endpoint, p.Start, p.Variant, p.RouteRevision), cancellationToken);
        var points = new List<FeedbackPoint>(sums.Count);
        foreach (var (key, sum) in sums)
        {
            var point = stored.GetValueOrDefault(key);
            point?.Add(sum);
            points.Add(point ?? sum);
        }

        await rows.WriteAsync(points, cancellationToken);
    }

    private FeedbackPoint SumOf(int level, PointKey key, int version)
    {
        var resolution = SeriesRetention.Resolutions[level];
        var within = key.Within(resolution);
        if (_sums[level].TryGetValue(within, out var sum))
            return sum;

        sum = new FeedbackPoint
        {
            Endpoint = within.Endpoint,
            Resolution = resolution,
            Start = within.Start,
            Variant = within.Variant,
            RouteRevision = within.RouteRevision,
            Version = version,
        };
        _sums[level].Add(within, sum);
        return sum;
    }
}
