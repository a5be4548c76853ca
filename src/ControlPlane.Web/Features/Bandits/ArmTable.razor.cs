using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>Every arm with its weight and what is believed of it: drawn, and the same in numbers.</summary>
public sealed partial class ArmTable
{
    [Parameter, EditorRequired]
    public required BanditScreen Screen { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private IEnumerable<ArmReport> Rewarded => Screen.Report.Arms.Where(a => a.Units > 0);

    // One axis for all, a little wider than the widest belief.
    private double Least => Rewarded.Any() ? Math.Min(Rewarded.Min(a => a.Credible.Lower), Greatest - 1e-9) : 0;

    private double Greatest => Rewarded.Any() ? Rewarded.Max(a => a.Credible.Upper) : 1;

    private string NameOf(ArmReport arm) => Facts.Endpoint.Variants.FirstOrDefault(v => v.Version == arm.Version)?.Name ?? TrafficSplit.DefaultName(arm.Version);

    private string ColourOf(ArmReport arm) => Facts.ColourOf(NameOf(arm));

    private int WeightOf(ArmReport arm) => Facts.Endpoint.Variants.Where(v => v.Version == arm.Version).Sum(v => v.Weight);

    private string SummaryOf(ArmReport arm) =>
        $"{NameOf(arm)}: mean reward {BanditText.Mean(Screen.Step, arm.Posterior)}, with 95 % probability between {BanditText.Mean(Screen.Step, arm.Credible.Lower)} and {BanditText.Mean(Screen.Step, arm.Credible.Upper)}";
}
