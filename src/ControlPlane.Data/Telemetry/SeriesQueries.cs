using ControlPlane.Data.Feedback;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>Reads measurements for screens, the API and judgement. Thread-safe.</summary>
public sealed partial class SeriesQueries(IDbContextFactory<SeriesContext> contexts, SeriesRetention retention, TimeProvider time)
{
    /// <summary>Most steps of one answer.</summary>
    public const int MaximumSteps = 10_000;

    /// <summary>What each variant of an endpoint did in a window, by variant and version.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public Task<IReadOnlyList<WindowRow>> WindowAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        WindowAsync(endpoint, from, to, 0, null, cancellationToken);

    /// <summary>The same, of requests that were routed by some route revision or a later one.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="leastRouteRevision">Lowest route revision that counts.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public Task<IReadOnlyList<WindowRow>> WindowAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, long leastRouteRevision, CancellationToken cancellationToken) =>
        WindowAsync(endpoint, from, to, leastRouteRevision, null, cancellationToken);

    /// <summary>The same, one of several windows that are held together.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="leastRouteRevision">Lowest route revision that counts.</param>
    /// <param name="reward">The metric that is the reward in all of them; null leaves it to what came in this one.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<WindowRow>> WindowAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, long leastRouteRevision, string? reward, CancellationToken cancellationToken)
    {
        var span = SeriesSpan.OfWindow(from, to, retention, time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var points = new List<SeriesPoint>();
        var feedback = new List<FeedbackPoint>();
        foreach (var stretch in WindowCover.Of(span))
        {
            points.AddRange(await context.Points.In(endpoint, stretch).Where(p => p.RouteRevision >= leastRouteRevision).ToListAsync(cancellationToken));
            feedback.AddRange(await context.FeedbackPoints.In(endpoint, stretch).Where(p => p.RouteRevision >= leastRouteRevision).ToListAsync(cancellationToken));
        }

        // Only the finest spans say when the last request came.
        var latest = await context.Points.In(endpoint, span)
            .Where(p => p.RouteRevision >= leastRouteRevision)
            .GroupBy(p => new { p.Variant, p.Version })
            .Select(g => new { g.Key.Variant, g.Key.Version, End = g.Max(p => p.Start + p.Resolution) })
            .ToDictionaryAsync(g => (g.Variant, g.Version), g => g.End, cancellationToken);
        return WindowSum.Rows(points, feedback, latest, reward);
    }

    /// <summary>Requests by variant of an endpoint in the seconds before now; empty when there were none.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="length">How far back, at most the retention of one-second spans.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyDictionary<string, long>> RecentRequestsAsync(string endpoint, TimeSpan length, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var span = SeriesSpan.OfWindow(now - length, now, retention, now);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Points.In(endpoint, span)
            .GroupBy(p => p.Variant)
            .Select(g => new { g.Key, Requests = g.Sum(p => p.Requests) })
            .ToDictionaryAsync(g => g.Key, g => g.Requests, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The series of each variant of an endpoint, by variant and version.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive; moved down to a multiple of the step.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="step">Whole seconds, at least 1; at most <see cref="MaximumSteps"/> of them.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    /// <remarks>Where only a coarser resolution is left, a point holds the whole coarse span and the steps up to the next one are gaps.</remarks>
    public async Task<IReadOnlyList<SeriesRow>> SeriesAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var span = SeriesSpan.OfSeries(from, to, step, retention, time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var points = await context.Points.In(endpoint, span).WithoutDetails().ToListAsync(cancellationToken);
        var feedback = await context.FeedbackPoints.In(endpoint, span).WithoutDetails().ToListAsync(cancellationToken);
        return SeriesSum.Rows(points, feedback, span);
    }

    /// <summary>Every total beside the agent's own count, by agent, boot, endpoint and variant.</summary>
    public async Task<IReadOnlyList<TotalRow>> TotalsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Totals
            .OrderBy(t => t.AgentId).ThenBy(t => t.BootId).ThenBy(t => t.Endpoint).ThenBy(t => t.Variant)
            .Select(t => new TotalRow
            {
                Agent = new(t.AgentId),
                BootId = t.BootId,
                Endpoint = t.Endpoint,
                Variant = t.Variant,
                Requests = t.Requests,
                Errors = t.Errors,
                Diverted = t.Diverted,
                ReportedRequests = t.ReportedRequests,
                ReportedErrors = t.ReportedErrors,
                DroppedRequests = t.DroppedRequests,
                DroppedErrors = t.DroppedErrors,
            }).ToListAsync(cancellationToken);
    }
}
