using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>
/// Metrics of a shadow whose answers were held against the champion's, request by request: they rest on pairs, not on requests.
/// Each is null where the comparison does not hold what it needs, or where it is undefined. Pure.
/// </summary>
internal static class PairedMetric
{
    public static double? Agreement(VariantEvidence evidence) =>
        evidence.Comparison is { Labelled: > 0 } comparison ? (double)comparison.Agreed / comparison.Labelled : null;

    public static double? Kappa(VariantEvidence evidence) =>
        Defined(evidence.Comparison is { } comparison ? new DisagreementMatrix(comparison.Labels).Agreement?.Kappa : null);

    public static double? Deviation(VariantEvidence evidence) => Numbers(evidence)?.MeanAbsolute;

    public static double? WithinShare(VariantEvidence evidence) => Numbers(evidence)?.Within.Share;

    public static double? Concordance(VariantEvidence evidence) => Defined(Numbers(evidence)?.Concordance);

    public static double? TopOverlap(VariantEvidence evidence) =>
        evidence.Comparison is { Ranked: > 0 } comparison ? comparison.TopOverlap / comparison.Ranked : null;

    public static double? SlowerShare(VariantEvidence evidence) =>
        evidence.Comparison is { Pairs: > 0 } comparison ? (double)comparison.Slower / comparison.Pairs : null;

    public static double? CopyFailureShare(VariantEvidence evidence) =>
        evidence.Comparison is { } comparison && Judged(comparison) is > 0 and var judged ? (double)(comparison.Failed + comparison.Invalid) / judged : null;

    /// <summary>How many pairs a metric rests on; null for a metric that is not about pairs.</summary>
    public static long? PairsOf(string metric, VariantEvidence evidence)
    {
        var comparison = evidence.Comparison ?? new ShadowComparison();
        return metric switch
        {
            MetricName.Agreement => comparison.Labelled,
            MetricName.Kappa => comparison.Labels.Sum(pair => pair.Count),
            MetricName.Deviation or MetricName.WithinShare or MetricName.Concordance => comparison.Numbers?.Count ?? 0,
            MetricName.TopOverlap => comparison.Ranked,
            MetricName.SlowerShare => comparison.Pairs,
            MetricName.CopyFailureShare => Judged(comparison),
            _ => null,
        };
    }

    private static long Judged(ShadowComparison comparison) => comparison.Pairs + comparison.Failed + comparison.Invalid;

    private static PairedDeviation? Numbers(VariantEvidence evidence) =>
        evidence.Comparison?.Numbers is { Count: > 0 } numbers ? new(numbers) : null;

    private static double? Defined(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
