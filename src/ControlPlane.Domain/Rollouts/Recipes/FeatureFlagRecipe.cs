using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Feature flag: ordered rules on attributes, segments and percentages decide who gets the new version, until a person ends it.</summary>
internal static class FeatureFlagRecipe
{
    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts)
    {
        var rules = draft.Rules ?? [new FlagRule("everybody", draft.Segment, draft.Versions[0], draft.Share ?? 1_000)];
        return new RolloutPlan
        {
            Strategy = RolloutStrategy.FeatureFlag,
            Steps =
            [
                new PrepareStep(draft.Versions),
                new RulesStep(rules, draft.Fallback),
                new HoldStep(null, $"make v{draft.Versions[0]} the stable version", draft.NeedsApproval),
                .. Parts.End(draft with { Gate = false, NeedsApproval = false }, facts),
            ],
            Guards = Parts.GuardsOf(draft),
            Watch = Parts.AnalysisOf(draft),
            Warnings = [.. rules.Where(r => r.Share == 0).Select(r => $"The rule '{r.Id}' gives nobody the new version ({TrafficWeight.ToPercent(r.Share)}).")],
        };
    }
}
