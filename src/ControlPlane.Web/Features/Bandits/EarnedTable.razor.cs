using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>What each arm earned, by the plain mean and by the fair one.</summary>
public sealed partial class EarnedTable
{
    [Parameter, EditorRequired]
    public required BanditScreen Screen { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private string NameOf(ArmReport arm) => Facts.Endpoint.Variants.FirstOrDefault(v => v.Version == arm.Version)?.Name ?? TrafficSplit.DefaultName(arm.Version);

    private string ColourOf(ArmReport arm) => Facts.ColourOf(NameOf(arm));

    private string IntervalOf(ArmReport arm) => arm.Fair?.Interval(BanditReport.Confidence) is { IsEstimable: true } interval
        ? $"{BanditText.Mean(Screen.Step, interval.Lower)} to {BanditText.Mean(Screen.Step, interval.Upper)}"
        : "not estimable";
}
