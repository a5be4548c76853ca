using ControlPlane.Data.Feedback;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>Reads everything that was counted, step by step; charts that need few numbers ask <see cref="SeriesQueries"/>. Thread-safe.</summary>
public sealed class WindowSeriesQueries(IDbContextFactory<SeriesContext> contexts, SeriesRetention retention, TimeProvider time)
{
    /// <summary>The selected series of an endpoint, by variant, version and route revision.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive; moved down to a multiple of the step.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="step">Whole seconds, at least 1; at most <see cref="SeriesQueries.MaximumSteps"/> of them.</param>
    /// <param name="selection">Which are wanted.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    /// <returns>The start of each step, and the series; a step that is coarser on disk is a whole coarse span followed by gaps.</returns>
    public async Task<(IReadOnlyList<DateTimeOffset> Starts, IReadOnlyList<WindowSeriesRow> Series)> AskAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, TimeSpan step, SeriesSelection selection, CancellationToken cancellationToken)
    {
        var span = SeriesSpan.OfSeries(from, to, step, retention, time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var points = await context.Points.In(endpoint, span)
            .Where(p => (selection.Variant == null || p.Variant == selection.Variant) && p.RouteRevision >= selection.LeastRevision && p.RouteRevision <= selection.MostRevision)
            .ToListAsync(cancellationToken);
        var feedback = await context.FeedbackPoints.In(endpoint, span)
            .Where(p => (selection.Variant == null || p.Variant == selection.Variant) && p.RouteRevision >= selection.LeastRevision && p.RouteRevision <= selection.MostRevision)
            .ToListAsync(cancellationToken);
        IReadOnlyList<DateTimeOffset> starts = [.. Enumerable.Range(0, span.StepCount).Select(n => DateTimeOffset.FromUnixTimeSeconds(span.From + ((long)n * span.Step)))];
        return (starts, Rows(points, feedback, span, selection.Grouping));
    }

    private static IReadOnlyList<WindowSeriesRow> Rows(List<SeriesPoint> points, List<FeedbackPoint> feedback, SeriesSpan span, SeriesGrouping grouping)
    {
        long? RevisionOf(long revision) => grouping == SeriesGrouping.ByRevision ? revision : null;
        var reward = WindowSum.RewardOf(feedback);
        var byKey = points.ToLookup(p => (p.Variant, p.Version, Revision: RevisionOf(p.RouteRevision)));
        var feedbackByKey = feedback.ToLookup(p => (p.Variant, p.Version, Revision: RevisionOf(p.RouteRevision)));
        return
        [
            .. byKey.Select(g => g.Key).Union(feedbackByKey.Select(g => g.Key))
                .OrderBy(k => k.Variant, StringComparer.Ordinal).ThenBy(k => k.Version).ThenBy(k => k.Revision)
                .Select(k => new WindowSeriesRow(k.Variant, k.Version, k.Revision, Steps(k.Variant, k.Version, byKey[k], feedbackByKey[k], span, reward))),
        ];
    }

    private static WindowRow?[] Steps(string variant, int version, IEnumerable<SeriesPoint> points, IEnumerable<FeedbackPoint> feedback, SeriesSpan span, string? reward)
    {
        var pointsByStep = points.ToLookup(p => StepOf(p.Start, span));
        var feedbackByStep = feedback.ToLookup(p => StepOf(p.Start, span));
        var steps = new WindowRow?[span.StepCount];
        for (var step = 0; step < steps.Length; step++)
        {
            IReadOnlyList<SeriesPoint> counted = [.. pointsByStep[step]];
            IReadOnlyList<FeedbackPoint> came = [.. feedbackByStep[step]];
            if (counted.Count + came.Count == 0)
                continue;

            var latest = counted.Count == 0 ? (long?)null : counted.Max(p => p.Start + p.Resolution);
            steps[step] = WindowSum.Row(variant, version, counted, came, latest, reward) with { LatencyBins = [], Cells = [] };
        }

        return steps;
    }

    private static int StepOf(long start, SeriesSpan span) => (int)((start - span.From) / span.Step);
}
