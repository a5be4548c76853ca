using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>What each arm earned, by the plain mean and by the fair one.</summary>
public sealed partial class EarnedTable
{
    [Parameter, EditorRequired]
    public required ArmLook Look { get; set; }

    private BanditScreen Screen => Look.Screen;

    private string IntervalOf(ArmReport arm) => arm.FairInterval.IsEstimable
        ? $"{BanditText.Mean(Screen.Step, arm.FairInterval.Lower)} to {BanditText.Mean(Screen.Step, arm.FairInterval.Upper)}"
        : "not estimable";
}
