using ControlPlane.Domain.Analysis.Multiplicity;

namespace ControlPlane.Domain.Drift;

/// <summary>How far everything that is watched lay from its reference in one window. Immutable.</summary>
/// <param name="From">Start of the window, inclusive.</param>
/// <param name="Scores">By subject; each with its share of false alarms among all of them.</param>
public sealed record ScoredWindow(DateTimeOffset From, IReadOnlyDictionary<DriftSubject, DriftScore> Scores)
{
    /// <summary>Scores a window; subjects without a reference are left out.</summary>
    public static ScoredWindow Of(ObservedWindow window, ReferenceSet references, DriftRule rule)
    {
        var pairs = window.Variants.SelectMany(v => PairsOf(v, references)).ToArray();
        var scores = pairs.Select(p => DriftScore.Of(p.Reference, p.Window, rule, pairs.Length)).ToArray();
        var known = Enumerable.Range(0, scores.Length).Where(at => scores[at].NotEstimable is null).ToArray();
        var adjusted = PValueAdjustment.BenjaminiHochberg([.. known.Select(at => scores[at].PValue)]);
        for (var at = 0; at < known.Length; at++)
            scores[known[at]] = scores[known[at]] with { QValue = adjusted[at] };
        return new(window.From, pairs.Select((p, at) => (p.Subject, Score: scores[at])).ToDictionary(p => p.Subject, p => p.Score));
    }

    private static IEnumerable<(DriftSubject Subject, FeatureReference Reference, FeatureWindow? Window)> PairsOf(ObservedVariant variant, ReferenceSet references)
    {
        foreach (var feature in references.InputsOf(variant.Version)?.Features ?? [])
            yield return (new(variant.Variant, feature.Name), feature, variant.Features.FirstOrDefault(f => f.Name == feature.Name));
        foreach (var predictions in references.Predictions?.Features ?? [])
            yield return (new(variant.Variant, null), predictions, variant.Predictions);
    }
}
