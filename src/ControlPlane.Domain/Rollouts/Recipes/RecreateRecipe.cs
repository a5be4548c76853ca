using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Recreate: the old version leaves before the new one comes, so two are never held at once, and nobody answers in between.</summary>
internal static class RecreateRecipe
{
    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts) => new()
    {
        Strategy = RolloutStrategy.Recreate,

        // Nothing is kept warm: there is no room for two, that is why it is a recreate.
        Steps = [new TearDownStep(facts.StableVersion), new PrepareStep(draft.Versions), .. Parts.End(draft, facts).Where(s => s is not RetireStep)],
        Watch = draft.Analysis is null ? null : Parts.AnalysisOf(draft),
        Warnings = ["The endpoint does not answer from the tear-down until the new version is ready on every agent; a rollback has to load the old version again."],
    };
}
