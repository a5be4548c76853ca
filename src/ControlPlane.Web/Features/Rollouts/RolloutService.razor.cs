using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>The health of the service, apart from the result of the rollout: who gets what, and how callers fare.</summary>
public sealed partial class RolloutService
{
    [Parameter, EditorRequired]
    public required Rollout Rollout { get; set; }

    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    private EndpointStanding Standing => EndpointStandingRule.Judge(Facts);

    private bool IsSuspended => !Rollout.IsTerminal
        && Rollout.Plan.Steps.Take(Rollout.Step + 1).Any(s => s is TearDownStep { Agents: null })
        && !Rollout.Plan.Steps.Take(Rollout.Step + 1).Any(s => s is SwitchStep or SplitStep)
        && Rollout.Phase != RolloutPhase.RollingBack;
}
