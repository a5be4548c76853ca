using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Evidence read from the series at one moment, for the windows that were asked for. Immutable.</summary>
/// <param name="byWindow">Rows by window; zero stands for the whole stratum.</param>
/// <param name="completeness">How much of the stratum has arrived.</param>
/// <param name="eventClass">The class whose score is read; null when the endpoint names none.</param>
internal sealed class RecordedEvidence(IReadOnlyDictionary<TimeSpan, IReadOnlyList<WindowRow>> byWindow, Completeness completeness, string? eventClass) : IEvidence
{
    public Completeness Completeness => completeness;

    public VariantEvidence Of(string variant, TimeSpan? window) => Find(byWindow[window ?? TimeSpan.Zero], variant);

    /// <summary>What a row of the series says.</summary>
    /// <param name="row">The row.</param>
    /// <param name="eventClass">The class whose score is read; null when there is none, so that scores are not held against labels.</param>
    public static VariantEvidence Of(WindowRow row, string? eventClass = null)
    {
        var reward = row.Reward;
        return new VariantEvidence
        {
            Requests = row.Requests - row.TrippedRequests,
            Errors = row.Errors.Where(e => e.Key != ErrorClass.Rejected).Sum(e => e.Value),
            Timeouts = row.Errors.GetValueOrDefault(ErrorClass.Timeout),
            Invalid = row.Invalid,
            LatencyP50 = row.Latency?.P50,
            LatencyP95 = row.Latency?.P95,
            LatencyP99 = row.Latency?.P99,
            Labels = row.Labels,
            Labelled = row.Labelled,
            Correct = row.Correct,
            Rewarded = reward?.Count ?? 0,
            RewardSum = reward?.Sum ?? 0,
            RewardSquares = reward?.SumOfSquares ?? 0,
            DroppedCopies = row.DroppedCopies,
            TrippedRequests = row.TrippedRequests,
            Cells = row.Cells,
            Segments = SegmentsOf(row),
            LatencyBins = row.LatencyBins,
            Scores = row.Scores,
            Confusion = row.Confusion,
            ScoreOutcomes = OutcomesOf(row, eventClass),
            LabelDelays = row.LabelDelays,
            RewardCovariate = row.Covariate,
            CpuMilliseconds = row.CpuMicroseconds / 1_000.0,
            Comparison = row.Comparison,
        };
    }

    private static Dictionary<string, SegmentEvidence> SegmentsOf(WindowRow row)
    {
        var shadow = row.Comparison;
        var requests = shadow?.SegmentLabelled ?? row.Segments;
        return requests.Keys.Union(row.SegmentCredit.Keys).ToDictionary(name => name, name =>
        {
            var credit = row.SegmentCredit.GetValueOrDefault(name);
            return new SegmentEvidence(
                requests.GetValueOrDefault(name), row.SegmentErrors.GetValueOrDefault(name), credit?.Labelled ?? 0, credit?.Correct ?? 0,
                credit?.Rewarded ?? 0, credit?.RewardSum ?? 0, shadow?.SegmentAgreed.GetValueOrDefault(name) ?? 0);
        });
    }

    private static ScoreOutcome[] OutcomesOf(WindowRow row, string? eventClass)
    {
        if (eventClass is null || row.LabelScores.Count == 0)
            return [];

        var outcomes = new ScoreOutcome[OutputSummary.ScoreBins];
        foreach (var (label, scores) in row.LabelScores)
        {
            for (var bin = 0; bin < outcomes.Length; bin++)
            {
                outcomes[bin] = label == eventClass
                    ? outcomes[bin] with { Positives = outcomes[bin].Positives + scores[bin] }
                    : outcomes[bin] with { Negatives = outcomes[bin].Negatives + scores[bin] };
            }
        }

        return outcomes;
    }

    private VariantEvidence Find(IReadOnlyList<WindowRow> rows, string variant) =>
        rows.FirstOrDefault(r => r.Variant == variant) is { } row ? Of(row, eventClass) : VariantEvidence.None;
}
