using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Multiplicity;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Experiments;

/// <summary>Effects by segment ("for whom") and by day ("since when"), corrected for how many were looked at. Stateless.</summary>
public static class ExploratoryEffects
{
    /// <summary>The effect in every segment that both variants met, by name.</summary>
    /// <param name="metric">The primary metric.</param>
    /// <param name="challenger">What the challenger did.</param>
    /// <param name="champion">What the champion did.</param>
    public static IReadOnlyList<ExploratoryEffect> BySegment(ComparedMetric metric, VariantEvidence challenger, VariantEvidence champion) => ByPart(
        metric,
        [
            .. challenger.Segments.Keys.Union(champion.Segments.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => (name, OfSegment(challenger, name), OfSegment(champion, name))),
        ]);

    /// <summary>The effect in every part, in the order given.</summary>
    /// <param name="metric">The primary metric.</param>
    /// <param name="parts">Name of the part, what the challenger did in it, what the champion did.</param>
    public static IReadOnlyList<ExploratoryEffect> ByPart(
        ComparedMetric metric, IReadOnlyList<(string Part, VariantEvidence Challenger, VariantEvidence Champion)> parts)
    {
        var found = parts.Select(p => OfPart(metric, p.Part, p.Challenger, p.Champion)).ToArray();
        var estimable = found.Index().Where(f => f.Item.AdjustedP is not null).Select(f => f.Index).ToArray();
        var adjusted = PValueAdjustment.Holm([.. estimable.Select(i => found[i].AdjustedP!.Value)]);
        for (var place = 0; place < estimable.Length; place++)
            found[estimable[place]] = found[estimable[place]] with { AdjustedP = adjusted[place] };
        return found;
    }

    private static ExploratoryEffect OfPart(ComparedMetric metric, string part, VariantEvidence challenger, VariantEvidence champion)
    {
        var (reading, why) = MetricReadings.Of(metric, new ComparedVariant("the challenger", challenger), new ComparedVariant("the champion", champion));
        if (reading is null)
            return new(part, null, null, null, null, 0, 0, why);
        var interval = reading.Planned(metric.Alpha);
        var error = (interval.Upper - interval.Lower) / (2 * NormalTail.UpperQuantile(metric.Alpha / 2));
        return double.IsFinite(error) && error > 0
            ? new(part, reading.Harm, interval.Lower, interval.Upper, NormalTail.Outside(reading.Harm / error), reading.Units, reading.ChampionUnits, "")
            : new(part, reading.Harm, null, null, null, reading.Units, reading.ChampionUnits, $"An interval of {metric.Metric} is not estimable from {reading.Units} and {reading.ChampionUnits} units.");
    }

    // Segments carry no squares of rewards, so a mean reward in one has no interval.
    private static VariantEvidence OfSegment(VariantEvidence evidence, string name) => evidence.Segments.TryGetValue(name, out var seen)
        ? new VariantEvidence { Requests = seen.Requests, Errors = seen.Errors, Labelled = seen.Labelled, Correct = seen.Correct }
        : VariantEvidence.None;
}
