using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>What a comparison's verdict looks like. Immutable.</summary>
/// <param name="Icon">Its picture.</param>
/// <param name="CssClass">Its colours.</param>
/// <param name="Word">Its word.</param>
public sealed record ComparisonLook(IconName Icon, string CssClass, string Word)
{
    /// <summary>The look of one metric; what is not estimable says so.</summary>
    public static ComparisonLook Of(MetricComparison metric) => metric.IsEstimable ? Of(metric.Verdict) : new(IconName.Unknown, "is-hold", "Not estimable");

    /// <summary>The look of a verdict.</summary>
    public static ComparisonLook Of(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Promote => new(IconName.Fine, "is-promote", "No worse"),
        ComparisonVerdict.Hold => new(IconName.Watching, "is-hold", "Not known yet"),
        ComparisonVerdict.RollBack => new(IconName.Alarm, "is-roll-back", "Worse"),
        _ => throw new InvalidOperationException($"{verdict} has no look."),
    };
}
