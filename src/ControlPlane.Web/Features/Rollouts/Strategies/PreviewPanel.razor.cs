using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>How to try the new version of a blue/green before anybody else gets it.</summary>
public sealed partial class PreviewPanel
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private bool IsReachable => !Rollout.IsTerminal
        && Rollout.Step >= Rollout.Plan.Steps.Index().FirstOrDefault(s => s.Item is RulesStep).Index
        && !Rollout.Plan.Steps.Take(Rollout.Step + 1).Any(s => s is SwitchStep);

    private string Summary => IsReachable
        ? $"Nobody gets v{RolloutTitle.TargetOf(Rollout.Plan)} but requests with this header; all others stay on v{Rollout.StableVersion}."
        : Rollout.Plan.Steps.Take(Rollout.Step + 1).Any(s => s is SwitchStep)
            ? $"The switch is made: v{RolloutTitle.TargetOf(Rollout.Plan)} answers everybody."
            : "Green is not reachable now.";

    private string? Command
    {
        get
        {
            var preview = Rollout.Plan.Steps.OfType<RulesStep>().FirstOrDefault()?.Rules.SelectMany(r => r.Conditions).FirstOrDefault();
            var agent = Facts.Reachable.FirstOrDefault(a => a.ListenUrl is not null);
            return IsReachable && preview is not null && agent is not null
                ? $"curl -H '{preview.Attribute}: {preview.Values[0]}' -d @request.json {agent.ListenUrl!.TrimEnd('/')}/v2/models/{Rollout.Endpoint}/infer"
                : null;
        }
    }
}
