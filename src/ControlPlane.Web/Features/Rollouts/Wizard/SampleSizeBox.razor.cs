using System.Globalization;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What can be found by when at a share of the present traffic; the slider asks "what if", it changes no field.</summary>
public sealed partial class SampleSizeBox
{
    private int? _asked;

    [Parameter, EditorRequired]
    public required PreparedRollout Prepared { get; set; }

    private int Percent => _asked ?? Math.Clamp((FirstShare ?? 1_000) / 100, 1, 50);

    private int? FirstShare => Prepared.Plan.Steps.OfType<SplitStep>().Select(s => (int?)s.Shares.Where(v => v.Version != Prepared.Endpoint.StableVersion).Sum(v => v.Weight)).FirstOrDefault(s => s > 0);

    private TimeSpan Hold => Prepared.Plan.Steps.Select(s => s switch
    {
        HoldStep { Duration: { } hold } => hold,
        ExperimentStep experiment => experiment.MinimumDuration,
        _ => TimeSpan.Zero,
    }).FirstOrDefault(t => t > TimeSpan.Zero) is { Ticks: > 0 } planned ? planned : TimeSpan.FromMinutes(5);

    private double Rise => Prepared.Plan.Steps.OfType<ExperimentStep>().FirstOrDefault() is { PrimaryMetric: MetricName.ErrorShare, Margin: > 0 } experiment
        ? experiment.Margin
        : ComparisonPlan.Default.Metrics.First(m => m.Metric == MetricName.ErrorShare).Margin;

    // A champion without a failure still has a share of failures: half a failure is assumed.
    private ShareForecast? Forecast => Prepared.Baseline.Requests == 0 ? null : new ShareForecast(
        Math.Min((Prepared.Baseline.Errors + 0.5) / (Prepared.Baseline.Requests + 1), 0.99 - Rise),
        Percent / 100.0,
        Prepared.Baseline.Requests / RolloutFactsReader.BaselineLength.TotalSeconds);

    private static string TimeText(TimeSpan time) => time > TimeSpan.FromDays(365) ? "more than a year" : Wording.Time(time);

    // A difference of shares; what is too small to be shown in two digits is not nothing.
    private static string PointsText(double difference) =>
        difference < 0.0001 ? "less than 0.01 percentage points" : string.Create(CultureInfo.InvariantCulture, $"{difference * 100:0.##} percentage points");

    private void Slide(ChangeEventArgs change) => _asked = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);
}
