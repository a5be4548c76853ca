using ControlPlane.Domain.Analysis.Judges;
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

    /// <summary>The look of a check within its run: where the canary judge decides, what it says of the metric by all its intervals.</summary>
    public static VerdictLook Of(AnalysisRun run, CheckRun check)
    {
        if (run.Judge is null || check.Result == MeasurementResult.Error)
            return Of(check);
        var place = run.Checks.Where(c => c.Variant == check.Variant).TakeWhile(c => !ReferenceEquals(c, check)).Count();
        var classes = run.Verdicts.FirstOrDefault(v => v.Variant == check.Variant)?.Classes ?? [];
        return place < classes.Count ? Of(classes[place]) : new(IconName.Watching, "is-unknown", "Collecting");
    }

    private static VerdictLook Of(MetricClass found) => found switch
    {
        MetricClass.Pass => new(IconName.Fine, "is-pass", "No move"),
        MetricClass.High => new(IconName.Alarm, "is-fail", "Higher"),
        MetricClass.Low => new(IconName.Alarm, "is-fail", "Lower"),
        MetricClass.NoData => new(IconName.Unknown, "is-unknown", "No data"),
        MetricClass.NoDataFail => new(IconName.Alarm, "is-fail", "Data missing"),
        _ => throw new InvalidOperationException($"{found} has no look."),
    };

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
