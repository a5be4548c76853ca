using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>The rules of a feature flag in the order in which they are tried, with their matches.</summary>
public sealed partial class FlagPanel
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    private RulesStep Rules => Rollout.Plan.Steps.OfType<RulesStep>().First();

    private string Summary => Rules.Fallback switch
    {
        null => "The first rule that matches decides; the stable version answers in place of one that cannot.",
        { Version: { } version } => $"The first rule that matches decides; v{version} answers in place of one that cannot.",
        _ => "The first rule that matches decides; a constant answer stands in for a version that cannot.",
    };
}
