using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Several strategies one after the other in one plan, such as shadow, then canary, then A/B test, then everybody.</summary>
internal static class ComposedRecipe
{
    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts)
    {
        var versions = draft.Stages.SelectMany(s => s.Versions).Distinct().ToList();
        var last = draft.Stages[^1];
        var isPromoting = last.Strategy != RolloutStrategy.Shadow;
        return new RolloutPlan
        {
            Strategy = RolloutStrategy.Plan,
            Steps =
            [
                new PrepareStep(versions),
                .. draft.Stages.SelectMany(s => StepsOf(s, facts)),
                .. isPromoting ? Parts.End(draft with { Versions = last.Versions }, facts) : [new HoldStep(null, "end the comparison")],
            ],
            Guards = Parts.GuardsOf(draft),
            Watch = Parts.AnalysisOf(draft),
            Warnings = [.. draft.Stages.Where(s => s.Strategy == RolloutStrategy.Canary).SelectMany(s => Parts.CanaryWarnings(s.Steps ?? []))],
        };
    }

    private static IEnumerable<RolloutStep> StepsOf(RolloutDraft stage, RecipeFacts facts) => stage.Strategy switch
    {
        RolloutStrategy.Shadow => [.. ShadowRecipe.Compare(stage, facts), ShadowRecipe.Proof(stage, facts), new MirrorStep([], stage.Share ?? 1)],
        RolloutStrategy.Canary => CanaryRecipe.Ramp(stage, facts),
        RolloutStrategy.AbTest => AbTestRecipe.Test(stage, facts),
        var other => throw new InvalidOperationException($"{other} cannot be a part of a plan."),
    };
}
