using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>
/// In an environment that asks for it, another person than who started a rollout lets it through to all callers: every plan waits for them before its first such step.
/// The way back waits for nobody. Pure.
/// </summary>
public static class FourEyes
{
    /// <summary>The plan with the gate; the same plan where it has one, or never takes all callers.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.Invalid"/> for a plan whose old version is gone before anybody could approve.</returns>
    public static Outcome<RolloutPlan> Require(RolloutPlan plan)
    {
        if (plan.Steps.Any(s => s is TearDownStep))
            return Refusal.OfField(RolloutRefusals.Invalid, "strategy", "takes the old version down before another person could approve the new one", "use blue-green here");
        var place = plan.Steps.Index().FirstOrDefault(s => VersionForAll(s.Item) is not null);
        if (place.Item is null || VersionForAll(place.Item) is not { } version)
            return plan;
        var steps = plan.Steps.ToList();
        if (place.Index > 0 && steps[place.Index - 1] is HoldStep { Duration: null } gate)
            steps[place.Index - 1] = gate with { NeedsApproval = true };
        else
            steps.Insert(place.Index, new HoldStep(null, RolloutPlan.SwitchGate(version), NeedsApproval: true));
        return plan with { Steps = steps };
    }

    // Where switching goes agent by agent, the first agent's callers are all of them already.
    private static int? VersionForAll(RolloutStep step) => step switch
    {
        SwitchStep switched => switched.Version,
        SplitStep split when split.Shares.FirstOrDefault(s => s.Weight == TrafficWeight.Whole) is { } whole => whole.Version,
        _ => null,
    };
}
