using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>What a rollout's evidence amounts to now, for pages and the API. Immutable.</summary>
/// <param name="Rollout">Id of the rollout.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Verdict">The merged verdict.</param>
/// <param name="Sentence">Why, with numbers.</param>
/// <param name="SampleRatio">Whether requests fell on variants as the split says.</param>
/// <param name="Metrics">Every metric of every challenger.</param>
public sealed record EvidenceVerdicts(
    string Rollout, DateTimeOffset At, ComparisonVerdict Verdict, string Sentence, SampleRatioCheck SampleRatio, IReadOnlyList<MetricComparison> Metrics)
{
    /// <summary>The verdicts of a rollout; null while nothing was compared.</summary>
    public static EvidenceVerdicts? Of(Rollout rollout) => DecidingOf(rollout)?.Comparison is { } seen
        ? new(rollout.Id, seen.At, seen.Verdict, seen.Sentence, seen.SampleRatio, seen.Metrics)
        : null;

    /// <summary>Why nothing counts as evidence of a rollout yet; null when it does.</summary>
    public static string? WhyNone(Rollout rollout) => rollout.StratumSince is null
        ? $"The rollout is {PhaseText.Of(rollout.Phase)} and has no evidence yet: it begins when the agents have confirmed the rollout's traffic."
        : null;

    /// <summary>The analysis that decides: that of the present gate or experiment where it compares, else the watch; null when neither does.</summary>
    public static AnalysisRun? DecidingOf(Rollout rollout) => new[] { rollout.Gate, rollout.Watch }.FirstOrDefault(r => r?.ComparisonPlan is not null);
}
