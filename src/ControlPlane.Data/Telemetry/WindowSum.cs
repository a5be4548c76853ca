using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Feedback;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Data.Telemetry;

/// <summary>Adds the points of a window up, by variant. Pure.</summary>
internal static class WindowSum
{
    /// <summary>One row per variant and version.</summary>
    /// <param name="points">Spans that together are the window.</param>
    /// <param name="feedback">Likewise.</param>
    /// <param name="latest">End of the newest span with a request, Unix seconds, by variant and version.</param>
    /// <param name="reward">The metric that is the reward; null leaves it to what came in the window.</param>
    public static IReadOnlyList<WindowRow> Rows(
        IReadOnlyList<SeriesPoint> points, IReadOnlyList<FeedbackPoint> feedback, IReadOnlyDictionary<(string Variant, int Version), long> latest, string? reward)
    {
        reward ??= RewardOf(feedback);
        var byVariant = points.ToLookup(p => (p.Variant, p.Version));
        var feedbackByVariant = feedback.ToLookup(p => (p.Variant, p.Version));
        var variants = byVariant.Select(g => g.Key).Union(feedbackByVariant.Select(g => g.Key));
        return
        [
            .. variants.OrderBy(v => v.Variant, StringComparer.Ordinal).ThenBy(v => v.Version)
                .Select(v => Row(v.Variant, v.Version, [.. byVariant[v]], [.. feedbackByVariant[v]], latest.TryGetValue(v, out var end) ? end : null, reward)),
        ];
    }

    /// <summary>The metric that is the reward, by what came for all variants; null when nothing came.</summary>
    public static string? RewardOf(IEnumerable<FeedbackPoint> feedback) => RewardMetric.Of(feedback.SelectMany(p => p.Rewards.Keys));

    /// <summary>Latency of several spans together; null when nothing was answered.</summary>
    public static LatencyQuantiles? LatencyOf(IReadOnlyList<SeriesPoint> points)
    {
        if (points.Count == 1)
            return SparseSketch.QuantilesOf(points[0].Latency);

        return SparseSketch.QuantilesOf(BinsOf(points));
    }

    /// <summary>Sum of counts by name over several spans.</summary>
    public static IReadOnlyDictionary<string, long> NamesOf(
        IReadOnlyList<SeriesPoint> points, Func<SeriesPoint, IReadOnlyDictionary<string, long>> names)
    {
        if (points.Count == 1)
            return names(points[0]);

        var sum = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var point in points)
        {
            foreach (var (name, count) in names(point))
                sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }

    private static long[] BinsOf(IReadOnlyList<SeriesPoint> points)
    {
        var bins = new long[LatencySketch.BinCount];
        foreach (var point in points)
            SparseSketch.AddTo(bins, point.Latency);
        return bins;
    }

    /// <summary>What one variant did in some spans.</summary>
    public static WindowRow Row(
        string variant, int version, IReadOnlyList<SeriesPoint> points, IReadOnlyList<FeedbackPoint> feedback, long? latest, string? reward)
    {
        var details = feedback.Aggregate(FeedbackDetails.Empty, (sum, p) => sum.Plus(p.Details));
        return new WindowRow
        {
            Variant = variant,
            Version = version,
            Requests = points.Sum(p => p.Requests),
            Errors = ErrorsOf(points),
            Latency = LatencyOf(points),
            LatencyBins = BinsOf(points),
            Labels = NamesOf(points, p => p.Labels),
            Scores = points.Aggregate((IReadOnlyList<long>)[], (sum, p) => Counts.Sum(sum, p.Details.Scores, 1)),
            Segments = NamesOf(points, p => p.Details.Segments),
            Rules = NamesOf(points, p => p.Details.Rules),
            SegmentErrors = NamesOf(points, p => p.Details.SegmentErrors),
            Cells = CellsOf(points, details.CellsOf(reward)),
            SegmentCredit = details.SegmentsOf(reward),
            LabelScores = details.Scores.ToDictionary(s => s.Key, s => (IReadOnlyList<long>)s.Value),
            LabelDelays = LabelDelay.BinsOf(details.LabelDelays),
            Covariates = details.Covariates.ToDictionary(c => c.Key, c => c.Value.ToMoments()),
            CpuMicroseconds = points.Sum(p => p.Details.CpuMicroseconds),
            Comparison = points.Aggregate((ShadowComparison?)null, (sum, p) => ComparisonSum.Sum(sum, p.Details.Comparison, 1)),
            Invalid = points.Sum(p => p.Invalid),
            Diverted = points.Sum(p => p.Diverted),
            DroppedCopies = points.Sum(p => p.Details.DroppedCopies),
            TrippedRequests = points.Sum(p => p.TrippedRequests),
            LatestAt = latest is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
            Labelled = feedback.Sum(p => p.Labelled),
            Correct = feedback.Sum(p => p.Correct),
            Confusion = feedback.Aggregate((IReadOnlyList<ConfusionCount>)[], (sum, p) => FeedbackSum.Sum(sum, p.Confusion)),
            Rewards = feedback.Aggregate((IReadOnlyDictionary<string, RewardSum>)new Dictionary<string, RewardSum>(), (sum, p) => FeedbackSum.Sum(sum, p.Rewards)),
            RewardMetric = reward,
        };
    }

    private static IReadOnlyList<CellEvidence> CellsOf(IReadOnlyList<SeriesPoint> points, IReadOnlyDictionary<int, CreditSum> credit)
    {
        var counts = new CellCounts();
        foreach (var cells in points.Select(p => p.Details.Cells).OfType<byte[]>())
            counts.Add(CellCounts.FromBytes(cells).Value, 1);
        if (counts.IsEmpty && credit.Count == 0)
            return [];

        var none = new CreditSum(0, 0, 0, 0);
        return
        [
            .. Enumerable.Range(0, AssignmentCell.Count).Select(cell => (Cell: cell, Credit: credit.GetValueOrDefault(cell) ?? none))
                .Select(c => new CellEvidence(counts.Requests[c.Cell], counts.Errors[c.Cell], c.Credit.Labelled, c.Credit.Correct, c.Credit.Rewarded, c.Credit.RewardSum)),
        ];
    }

    private static Dictionary<ErrorClass, long> ErrorsOf(IReadOnlyList<SeriesPoint> points)
    {
        var errors = new Dictionary<ErrorClass, long>
        {
            [ErrorClass.Rejected] = points.Sum(p => p.Rejected),
            [ErrorClass.Model] = points.Sum(p => p.ModelErrors),
            [ErrorClass.Timeout] = points.Sum(p => p.Timeouts),
            [ErrorClass.Shed] = points.Sum(p => p.Shed),
            [ErrorClass.Internal] = points.Sum(p => p.InternalErrors),
        };
        return errors.Where(e => e.Value != 0).ToDictionary();
    }
}
