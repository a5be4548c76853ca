using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>Every arm with its weight and what is believed of it: drawn, and the same in numbers.</summary>
public sealed partial class ArmTable
{
    [Parameter, EditorRequired]
    public required ArmLook Look { get; set; }

    private BanditScreen Screen => Look.Screen;

    private IEnumerable<ArmReport> Rewarded => Screen.Report.Arms.Where(a => a.Units > 0);

    // One axis for all, a little wider than the widest belief.
    private double Least => Rewarded.Any() ? Math.Min(Rewarded.Min(a => a.Credible.Lower), Greatest - 1e-9) : 0;

    private double Greatest => Rewarded.Any() ? Rewarded.Max(a => a.Credible.Upper) : 1;

    private string? State(ArmReport arm) => BanditText.State(arm, Screen);

    private string SummaryOf(ArmReport arm) =>
        $"{Look.NameOf(arm.Version)}: mean reward {BanditText.Mean(Screen.Step, arm.Posterior)}, with 95 % probability between {BanditText.Mean(Screen.Step, arm.Credible.Lower)} and {BanditText.Mean(Screen.Step, arm.Credible.Upper)}";
}
