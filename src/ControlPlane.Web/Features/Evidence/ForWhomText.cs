using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>Who is better or worse off with a challenger, in a sentence. Pure.</summary>
public static class ForWhomText
{
    private const double Threshold = 0.05;

    /// <summary>The sentence: segments that differ beyond chance with their size, or that none does, or why that is not known.</summary>
    /// <param name="metric">The compared metric.</param>
    /// <param name="effects">Effects by segment; their p is corrected for all of them.</param>
    public static string Of(string metric, IReadOnlyList<ExploratoryEffect> effects)
    {
        if (effects.Count == 0)
            return "Callers are not told apart: no segment was counted. Name segment attributes in the endpoint's settings to see for whom.";
        var known = effects.Where(e => e.AdjustedP is not null).ToList();
        if (known.Count == 0)
            return $"Not estimable for any of {Wording.Count(effects.Count, "segment")}: {effects[0].WhyNot}";
        var differ = known.Where(e => e.AdjustedP < Threshold).ToList();
        if (differ.Count == 0)
            return $"No segment of {Wording.Count(known.Count)} differs beyond chance.";
        var rest = effects.Count - differ.Count;
        return $"{Sides(metric, differ)}{(rest == 0 ? "" : $"; {(rest == 1 ? "the other segment shows" : $"the other {rest} segments show")} no difference beyond chance")}.";
    }

    private static string Sides(string metric, List<ExploratoryEffect> differ)
    {
        var sides = new[] { ("better", differ.Where(e => e.Harm < 0)), ("worse", differ.Where(e => e.Harm > 0)) }
            .Where(s => s.Item2.Any())
            .Select(s => $"{s.Item1} for {Wording.List([.. s.Item2.Select(e => $"{e.Part} (by {MetricReader.InWords(metric, Math.Abs(e.Harm!.Value))} on {Wording.Count(e.Units, "unit")})")])}");
        var text = string.Join("; ", sides);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}";
    }
}
