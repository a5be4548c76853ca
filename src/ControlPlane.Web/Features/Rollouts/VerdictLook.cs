using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What a verdict looks like. Immutable.</summary>
/// <param name="Icon">Its picture.</param>
/// <param name="CssClass">Its colours.</param>
/// <param name="Word">Its word.</param>
public sealed record VerdictLook(IconName Icon, string CssClass, string Word)
{
    /// <summary>The look of a check as it stands.</summary>
    public static VerdictLook Of(CheckRun check) => Of(check.Result, check.Latest?.Result == MeasurementResult.Fail);

    /// <summary>The look of a result by itself.</summary>
    public static VerdictLook Of(MeasurementResult result) => Of(result, hasFailedLook: false);

    private static VerdictLook Of(MeasurementResult result, bool hasFailedLook) => result switch
    {
        MeasurementResult.Pass => new(IconName.Fine, "is-pass", "Within limits"),
        MeasurementResult.Fail => new(IconName.Alarm, "is-fail", "Beyond limit"),
        MeasurementResult.Error => new(IconName.Warning, "is-error", "Not measurable"),
        MeasurementResult.Inconclusive when hasFailedLook => new(IconName.Warning, "is-doubt", "Look failed"),
        MeasurementResult.Inconclusive => new(IconName.Watching, "is-unknown", "Too few yet"),
        MeasurementResult.NoData => new(IconName.Unknown, "is-unknown", "No data"),
        _ => throw new InvalidOperationException($"{result} has no look."),
    };
}
