using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>What an A/B test believes, and how far each variant is towards the planned size.</summary>
public sealed partial class ExperimentPanel
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WindowRow> Window { get; set; }

    private ExperimentStep Step => Rollout.CurrentStep as ExperimentStep ?? Rollout.Plan.Steps.OfType<ExperimentStep>().First();

    private IEnumerable<ArmLine> Arms => Rollout.Plan.Challengers(Rollout.StableVersion).Prepend(Rollout.StableVersion)
        .Select(version => Window.FirstOrDefault(w => w.Version == version) is { } row
            ? ArmLine.Of(row.Variant, 0, row, Step.PrimaryMetric)
            : ArmLine.Of($"v{version}", 0, null, Step.PrimaryMetric));

    private string? Segment => Rollout.Plan.Steps.OfType<RulesStep>().FirstOrDefault() is { Rules: [var rule, ..] } ? RuleText.WhoOf(rule) : null;
}
