using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Canary, parallel: every agent holds both versions; a growing share of callers gets the new one, and each share must prove itself.</summary>
internal static class CanaryRecipe
{
    private static readonly int[] UsualShares = [500, 2_500, 5_000];

    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts) => new()
    {
        Strategy = RolloutStrategy.Canary,
        Steps = [new PrepareStep(draft.Versions), .. Ramp(draft, facts), .. Parts.End(draft, facts)],
        Guards = Parts.GuardsOf(draft),
        Watch = Parts.AnalysisOf(draft),
        Warnings = [.. Parts.CanaryWarnings(draft.Steps ?? [])],
    };

    public static IEnumerable<RolloutStep> Ramp(RolloutDraft draft, RecipeFacts facts)
    {
        foreach (var share in SharesOf(draft))
        {
            yield return new SplitStep(Parts.Shares(draft, facts, share));
            yield return new HoldStep(Parts.HoldOf(draft, facts));
            yield return Parts.GateOf(draft, facts);
        }
    }

    // The last 100 % is the switch itself.
    private static IReadOnlyList<int> SharesOf(RolloutDraft draft) =>
        [.. (draft.Steps ?? (draft.Share is { } share ? [share] : UsualShares)).Where(s => s < TrafficWeight.Whole)];
}
