using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// What strata leave behind: their e-values and nothing else. Each split begins a new sequence, so the evidence of several multiplies;
/// their counts are never added, which a ramp would turn into Simpson's paradox. Stateless.
/// </summary>
internal static class EvidenceLedger
{
    /// <summary>The product over all strata that are over, by <see cref="ComparisonInput.KeyOf"/>.</summary>
    public static IReadOnlyDictionary<string, EValue> Earlier(Rollout rollout) => rollout.Runs
        .SelectMany(r => r.Harm).GroupBy(h => h.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => new EValue(g.Sum(h => h.Value)), StringComparer.Ordinal);

    /// <summary>The runs with the evidence of the stratum that ends, kept with the run it belongs to: not with one that begins this moment.</summary>
    public static IReadOnlyList<StepRun> WithStratum(IReadOnlyList<StepRun> runs, AnalysisRun? watch, DateTimeOffset now)
    {
        if (runs.Count == 0 || watch?.Comparison is not { } comparison)
            return runs;
        var place = runs.Count > 1 && runs[^1].BeganAt == now ? runs.Count - 2 : runs.Count - 1;
        var harm = new Dictionary<string, double>(runs[place].Harm, StringComparer.Ordinal);
        foreach (var metric in comparison.Metrics.Where(m => m.IsEstimable))
        {
            var key = ComparisonInput.KeyOf(metric.Variant, metric.Metric);
            harm[key] = harm.GetValueOrDefault(key) + metric.Evidence.Log;
        }

        return [.. runs.Take(place), runs[place] with { Harm = harm }, .. runs.Skip(place + 1)];
    }
}
