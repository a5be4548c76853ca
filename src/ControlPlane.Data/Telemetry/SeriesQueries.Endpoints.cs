using ControlPlane.Data.Feedback;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>The same of all endpoints at once: as many questions to the database as for one.</summary>
public sealed partial class SeriesQueries
{
    /// <summary>What each variant of every endpoint did in a window, by endpoint; one of which nothing came in it is absent.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<WindowRow>>> WindowsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var span = SeriesSpan.OfWindow(from, to, retention, time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (points, feedback) = (new List<SeriesPoint>(), new List<FeedbackPoint>());
        foreach (var stretch in WindowCover.Of(span))
        {
            points.AddRange(await context.Points.In(stretch).ToListAsync(cancellationToken));
            feedback.AddRange(await context.FeedbackPoints.In(stretch).ToListAsync(cancellationToken));
        }

        var latest = await context.Points.In(span)
            .GroupBy(p => new { p.Endpoint, p.Variant, p.Version })
            .Select(g => new { g.Key.Endpoint, g.Key.Variant, g.Key.Version, End = g.Max(p => p.Start + p.Resolution) })
            .ToListAsync(cancellationToken);
        var (pointsOf, feedbackOf, latestOf) = (points.ToLookup(p => p.Endpoint), feedback.ToLookup(p => p.Endpoint), latest.ToLookup(l => l.Endpoint));
        return pointsOf.Select(g => g.Key).Union(feedbackOf.Select(g => g.Key)).ToDictionary(
            endpoint => endpoint,
            endpoint => WindowSum.Rows([.. pointsOf[endpoint]], [.. feedbackOf[endpoint]], latestOf[endpoint].ToDictionary(l => (l.Variant, l.Version), l => l.End), reward: null),
            StringComparer.Ordinal);
    }

    /// <summary>Requests by endpoint and variant in the seconds before now; an endpoint without any is absent.</summary>
    /// <param name="length">How far back, at most the retention of one-second spans.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>> RecentRequestsAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var span = SeriesSpan.OfWindow(now - length, now, retention, now);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sums = await context.Points.In(span)
            .GroupBy(p => new { p.Endpoint, p.Variant })
            .Select(g => new { g.Key.Endpoint, g.Key.Variant, Requests = g.Sum(p => p.Requests) })
            .ToListAsync(cancellationToken);
        return sums.GroupBy(s => s.Endpoint, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => (IReadOnlyDictionary<string, long>)g.ToDictionary(s => s.Variant, s => s.Requests, StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
