using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>For whom a challenger is more or less often right, in a sentence. Pure.</summary>
public static class SegmentText
{
    private const double Threshold = 0.05;

    /// <summary>The sentence: segments that differ beyond chance with both shares and their denominators, or that none does.</summary>
    /// <param name="effects">Effects by segment; their p is corrected for all of them.</param>
    /// <param name="challenger">What the challenger did.</param>
    /// <param name="champion">What the champion did.</param>
    public static string Of(IReadOnlyList<ExploratoryEffect> effects, VariantEvidence challenger, VariantEvidence champion)
    {
        var beyondChance = effects.Where(e => e.AdjustedP < Threshold).ToList();
        var sentences = new[] { ("more", beyondChance.Where(e => e.Harm < 0)), ("less", beyondChance.Where(e => e.Harm > 0)) }
            .Where(s => s.Item2.Any())
            .Select(s => $"It is {s.Item1} often right where {Wording.List([.. s.Item2.Select(e => $"{e.Part} ({ShareOf(challenger, e.Part)} against {ShareOf(champion, e.Part)})")])}.")
            .ToList();
        var rest = effects.Count - beyondChance.Count;
        return sentences.Count == 0
            ? "No segment shows a difference beyond chance."
            : string.Join(' ', sentences) + (rest == 0 ? "" : $" {(rest == 1 ? "The other segment shows" : $"The other {rest} segments show")} no difference beyond chance.");
    }

    private static string ShareOf(VariantEvidence evidence, string segment) =>
        evidence.Segments.TryGetValue(segment, out var seen) ? $"{Wording.Share(seen.Correct, seen.Labelled)} of {Wording.Count(seen.Labelled, "label")}" : Wording.Unknown;
}
