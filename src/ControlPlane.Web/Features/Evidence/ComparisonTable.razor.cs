using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>Every metric of every challenger with its verdict and its interval against the margin.</summary>
public sealed partial class ComparisonTable
{
    [Parameter, EditorRequired]
    public required Comparison Seen { get; set; }

    private static string InWords(MetricComparison metric, double? value) => value is { } known ? MetricReader.InWords(metric.Metric, known) : Wording.Unknown;

    private static string Range(MetricComparison metric) => $"{Limit(metric, metric.Low)} to {Limit(metric, metric.High)}";

    private static string Limit(MetricComparison metric, double? limit) => limit switch
    {
        null => "not estimable",
        0 => "no difference",
        > 0 => $"{MetricReader.InWords(metric.Metric, limit.Value)} worse",
        _ => $"{MetricReader.InWords(metric.Metric, -limit.Value)} better",
    };

    private static string POf(MetricComparison metric) => metric.Verdict == ComparisonVerdict.Promote
        ? $"no worse with p {Wording.Chance(metric.PromotionP)}"
        : $"worse with p {Wording.Chance(metric.HarmP)}";
}
