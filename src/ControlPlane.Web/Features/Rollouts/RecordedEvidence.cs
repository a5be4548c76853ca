using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Evidence read from the series at one moment, for the windows that were asked for. Immutable.</summary>
/// <param name="byWindow">Rows by window; zero stands for the whole stratum.</param>
/// <param name="sinceStep">Rows since the present step began.</param>
/// <param name="completeness">How much of the stratum has arrived.</param>
internal sealed class RecordedEvidence(IReadOnlyDictionary<TimeSpan, IReadOnlyList<WindowRow>> byWindow, IReadOnlyList<WindowRow> sinceStep, Completeness completeness) : IEvidence
{
    public Completeness Completeness => completeness;

    public VariantEvidence Of(string variant, TimeSpan? window) => Find(byWindow[window ?? TimeSpan.Zero], variant);

    public VariantEvidence SinceStep(string variant) => Find(sinceStep, variant);

    /// <summary>What a row of the series says.</summary>
    public static VariantEvidence Of(WindowRow row)
    {
        var reward = row.Rewards.Values.FirstOrDefault();
        return new VariantEvidence
        {
            Requests = row.Requests - row.TrippedRequests,
            Errors = row.Errors.Where(e => e.Key != ErrorClass.Rejected).Sum(e => e.Value),
            Timeouts = row.Errors.GetValueOrDefault(ErrorClass.Timeout),
            Invalid = row.Invalid,
            LatencyP50 = row.Latency?.P50,
            LatencyP95 = row.Latency?.P95,
            LatencyP99 = row.Latency?.P99,
            LatencyBins = row.LatencyBins,
            Labels = row.Labels,
            Labelled = row.Labelled,
            Correct = row.Correct,
            Rewarded = reward?.Count ?? 0,
            RewardSum = reward?.Sum ?? 0,
            RewardSquares = reward?.SumOfSquares ?? 0,
            DroppedCopies = row.DroppedCopies,
        };
    }

    private static VariantEvidence Find(IReadOnlyList<WindowRow> rows, string variant) =>
        rows.FirstOrDefault(r => r.Variant == variant) is { } row ? Of(row) : VariantEvidence.None;
}
