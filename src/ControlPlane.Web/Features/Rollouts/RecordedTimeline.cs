using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What versions really did in a past span, seen as if time stood at some moment of it. Immutable.</summary>
/// <param name="slices">Rows by the end of their slice, ascending.</param>
/// <param name="versions">Version by name of the variant in the simulated rollout.</param>
/// <param name="since">Begin of the simulated stratum.</param>
/// <param name="now">The simulated moment.</param>
internal sealed class RecordedTimeline(
    IReadOnlyList<(DateTimeOffset End, IReadOnlyList<WindowRow> Rows)> slices, IReadOnlyDictionary<string, int> versions, DateTimeOffset since, DateTimeOffset now) : IEvidence
{
    public VariantEvidence Of(string variant, TimeSpan? window)
    {
        var from = window is { } length && now - length > since ? now - length : since;
        return versions.TryGetValue(variant, out var version)
            ? Sum([.. slices.Where(s => s.End > from && s.End <= now).SelectMany(s => s.Rows).Where(r => r.Version == version)])
            : VariantEvidence.None;
    }

    // What is replayed was committed long ago.
    public Completeness Completeness { get; } = new() { Share = 1, Agents = 1, Reporting = 1, OldestGap = TimeSpan.Zero };

    private static VariantEvidence Sum(IReadOnlyList<WindowRow> rows)
    {
        var parts = rows.Select(r => RecordedEvidence.Of(r)).ToList();
        var latency = WindowRow.LatencyOf(rows);
        return new VariantEvidence
        {
            Requests = parts.Sum(p => p.Requests),
            Errors = parts.Sum(p => p.Errors),
            Timeouts = parts.Sum(p => p.Timeouts),
            Invalid = parts.Sum(p => p.Invalid),
            LatencyP50 = latency?.P50,
            LatencyP95 = latency?.P95,
            LatencyP99 = latency?.P99,
            Labelled = parts.Sum(p => p.Labelled),
            Correct = parts.Sum(p => p.Correct),
            Rewarded = parts.Sum(p => p.Rewarded),
            RewardSum = parts.Sum(p => p.RewardSum),
            RewardSquares = parts.Sum(p => p.RewardSquares),
            DroppedCopies = parts.Sum(p => p.DroppedCopies),
        };
    }
}
