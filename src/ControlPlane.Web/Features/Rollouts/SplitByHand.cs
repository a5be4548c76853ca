using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Whether weights set by hand say anything at a rollout's present state. Pure.</summary>
public static class SplitByHand
{
    /// <summary>Why weights cannot be set by hand; null when they can.</summary>
    public static string? WhyNot(Rollout rollout) => rollout.Phase switch
    {
        RolloutPhase.Progressing or RolloutPhase.Paused => WhyNotBy(rollout),
        _ => $"the rollout is {PhaseText.Of(rollout.Phase)}.",
    };

    private static string? WhyNotBy(Rollout rollout) => rollout.Strategy switch
    {
        RolloutStrategy.Shadow => "a shadow never answers, so it has no share.",
        RolloutStrategy.Rolling or RolloutStrategy.CanaryRolling => "whole agents change; each serves one version.",
        RolloutStrategy.FeatureFlag => "rules decide who gets which version; switch it off, promote or abort.",
        RolloutStrategy.Recreate => "only one version is held at a time.",
        _ when rollout.CurrentStep is null or PrepareStep => "agents still prepare the version.",
        _ when rollout.Plan.Steps.Take(rollout.Step + 1).Any(s => s is SwitchStep { Agents: null }) => "the switch is made; roll back to undo it.",
        _ => null,
    };
}
