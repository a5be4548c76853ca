using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Reads one metric of both arms, or says why it is not estimable. Stateless.</summary>
internal static class MetricReadings
{
    /// <summary>Error allowed at each end of a quantile's limits when asking whether there are enough values at all.</summary>
    private const double RankTail = 0.025;

    /// <summary>The reading, or the reason why there is none.</summary>
    public static (Reading? Reading, string Why) Of(ComparedMetric metric, ComparedVariant challenger, ComparedVariant champion)
    {
        var (seen, compared) = (challenger.Evidence, champion.Evidence);
        return metric.Metric switch
        {
            MetricName.ErrorShare => Share(metric, challenger, champion, e => (e.Errors, e.Requests), c => (c.Errors, c.Requests), "requests"),
            MetricName.TimeoutShare => Share(metric, challenger, champion, e => (e.Timeouts, e.Requests), null, "requests"),
            MetricName.InvalidShare => Share(metric, challenger, champion, e => (e.Invalid, e.Requests), null, "requests"),
            MetricName.Accuracy => Share(metric, challenger, champion, e => (e.Labelled - e.Correct, e.Labelled), c => (c.Labelled - c.Correct, c.Labelled), "labelled answers"),
            MetricName.Reward => RewardReadings.Of(metric, challenger, champion),
            MetricName.Agreement => Agreement(metric, challenger.Name, seen),
            MetricName.LatencyP50 => Latency(metric, 0.5, challenger.Name, seen, champion.Name, compared),
            MetricName.LatencyP95 => Latency(metric, 0.95, challenger.Name, seen, champion.Name, compared),
            MetricName.LatencyP99 => Latency(metric, 0.99, challenger.Name, seen, champion.Name, compared),
            var other => (null, $"{other} cannot be compared."),
        };
    }

    private static (Reading?, string) Share(
        ComparedMetric metric,
        ComparedVariant challenger,
        ComparedVariant champion,
        Func<VariantEvidence, (long Bad, long All)> counts,
        Func<CellEvidence, (double Part, double Whole)>? cells,
        string units)
    {
        if (new[] { challenger, champion }.FirstOrDefault(v => counts(v.Evidence) is var (bad, all) && (all < 1 || bad < 0 || bad > all)) is { } empty)
            return (null, $"{metric.Metric} is not estimable: {empty.Name} has {Math.Max(0, counts(empty.Evidence).All)} {units}.");

        ProportionSample one = Sample(challenger.Evidence), other = Sample(champion.Evidence);

        // Correct answers are shown as such; what is compared are the wrong ones.
        var isComplement = metric.Metric == MetricName.Accuracy;
        return (new ShareReading(one, other, (Design(challenger.Evidence, one), Design(champion.Evidence, other)), metric.Alpha, metric.TuningSampleSize)
        {
            Value = isComplement ? 1 - one.Share : one.Share,
            Champion = isComplement ? 1 - other.Share : other.Share,
            Units = one.Trials,
            ChampionUnits = other.Trials,
            Harm = one.Share - other.Share,
        }, "");

        ProportionSample Sample(VariantEvidence evidence) => new(counts(evidence).Bad, counts(evidence).All);

        double Design(VariantEvidence evidence, ProportionSample sample) =>
            cells is null ? 1 : DesignEffect.Of(evidence.Cells, cells, sample.Share * (1 - sample.Share));
    }

    private static (Reading?, string) Agreement(ComparedMetric metric, string name, VariantEvidence evidence)
    {
        if (evidence.Comparison is not { Labelled: > 0 } pairs)
            return (null, $"agreement is not estimable: no row of {name} has a label of both variants.");
        var disagreed = new ProportionSample(pairs.Labelled - pairs.Agreed, pairs.Labelled);
        return (new DisagreementReading(disagreed, Math.Min(metric.Margin, 0.999), metric.Alpha, metric.TuningSampleSize)
        {
            Value = 1 - disagreed.Share,
            Champion = null,
            Units = pairs.Labelled,
            ChampionUnits = pairs.Labelled,
            Harm = disagreed.Share,
        }, "");
    }

    private static (Reading?, string) Latency(
        ComparedMetric metric, double quantile, string name, VariantEvidence seen, string championName, VariantEvidence compared)
    {
        var least = QuantileRanks.LeastCountForUpperLimit(quantile, RankTail);
        LatencyArm one = new(seen.LatencyBins), other = new(compared.LatencyBins);
        if (one.Count < least || other.Count < least)
        {
            var (who, count) = one.Count < least ? (name, one.Count) : (championName, other.Count);
            return (null, $"{metric.Metric} is not estimable: {who} has {count} of the {least} answered requests that it needs.");
        }

        double value = one.Quantile(quantile), champion = other.Quantile(quantile);
        return (new QuantileReading(one, other, quantile, new MeanSequence(metric.Alpha, metric.TuningSampleSize))
        {
            Value = value,
            Champion = champion,
            Units = one.Count,
            ChampionUnits = other.Count,
            Harm = value - champion,
        }, "");
    }
}
