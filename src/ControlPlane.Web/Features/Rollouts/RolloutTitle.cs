using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What a rollout is, and how far it is, in a few words. Pure.</summary>
public static class RolloutTitle
{
    /// <summary>Such as <c>Canary of v2 at pets</c>.</summary>
    public static string Of(Rollout rollout) => $"{StrategyName(rollout.Strategy)} of {VersionsOf(rollout)} at {rollout.Endpoint}";

    /// <summary>The strategy as it begins a sentence.</summary>
    public static string StrategyName(RolloutStrategy strategy)
    {
        var words = StrategyText.Of(strategy);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The new versions, such as <c>v2 and v3</c>.</summary>
    public static string VersionsOf(Rollout rollout) => Wording.List([.. rollout.Plan.Challengers(rollout.StableVersion).Select(v => $"v{v}")]);

    /// <summary>The version the plan makes stable; null when it makes none.</summary>
    public static int? TargetOf(RolloutPlan plan) => plan.Steps.OfType<SwitchStep>().LastOrDefault(s => s.Agents is null)?.Version;

    /// <summary>Such as <c>Step 3 of 13: Hold 5 min, 4 min 10 s left</c>.</summary>
    public static string ProgressOf(Rollout rollout, DateTimeOffset now)
    {
        if (rollout.CurrentStep is not { } step)
            return $"None of {Wording.Count(rollout.Plan.Steps.Count, "step")} has begun";

        if (rollout.Phase == RolloutPhase.Succeeded)
            return rollout.Plan.Steps.Count == 1 ? "Its step is done" : $"All {rollout.Plan.Steps.Count} steps are done";

        var place = $"Step {rollout.Step + 1} of {rollout.Plan.Steps.Count}: {step.Title}";
        return rollout.IsTerminal || StepLine.RemainingOf(rollout, now) is not { } remaining ? place : $"{place}, {Wording.Left(remaining)}";
    }
}
