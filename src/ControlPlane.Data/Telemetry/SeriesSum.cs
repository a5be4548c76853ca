using ControlPlane.Data.Feedback;

namespace ControlPlane.Data.Telemetry;

/// <summary>Lays points out on the steps of a chart, by variant. Pure.</summary>
internal static class SeriesSum
{
    public static IReadOnlyList<SeriesRow> Rows(IReadOnlyList<SeriesPoint> points, IReadOnlyList<FeedbackPoint> feedback, SeriesSpan span)
    {
        var byVariant = points.ToLookup(p => (p.Variant, p.Version));
        var feedbackByVariant = feedback.ToLookup(p => (p.Variant, p.Version));
        var variants = byVariant.Select(g => g.Key).Union(feedbackByVariant.Select(g => g.Key));
        return
        [
            .. variants.OrderBy(v => v.Variant, StringComparer.Ordinal).ThenBy(v => v.Version)
                .Select(v => new SeriesRow(v.Variant, v.Version, Steps([.. byVariant[v]], [.. feedbackByVariant[v]], span))),
        ];
    }

    private static SeriesPointRow[] Steps(IReadOnlyList<SeriesPoint> points, IReadOnlyList<FeedbackPoint> feedback, SeriesSpan span)
    {
        var pointsByStep = points.ToLookup(p => StepOf(p.Start, span));
        var feedbackByStep = feedback.ToLookup(p => StepOf(p.Start, span));
        var steps = new SeriesPointRow[span.StepCount];
        for (var step = 0; step < steps.Length; step++)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(span.From + ((long)step * span.Step));
            steps[step] = WithFeedback(Step(at, [.. pointsByStep[step]]), [.. feedbackByStep[step]]);
        }

        return steps;
    }

    private static int StepOf(long start, SeriesSpan span) => (int)((start - span.From) / span.Step);

    private static SeriesPointRow Step(DateTimeOffset at, IReadOnlyList<SeriesPoint> points) => points.Count == 0
        ? new SeriesPointRow { At = at }
        : new SeriesPointRow
        {
            At = at,
            Requests = points.Sum(p => p.Requests),
            Errors = points.Sum(p => p.Errors),
            Latency = WindowSum.LatencyOf(points),
            Labels = WindowSum.NamesOf(points, p => p.Labels),
            Invalid = points.Sum(p => p.Invalid),
            Diverted = points.Sum(p => p.Diverted),
        };

    private static SeriesPointRow WithFeedback(SeriesPointRow row, IReadOnlyList<FeedbackPoint> feedback) => feedback.Sum(f => f.Labelled) is > 0 and var labelled
        ? row with { Labelled = labelled, Correct = feedback.Sum(f => f.Correct) }
        : row;
}
