using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Rolling update: batch by batch, agents take the new version; with surge they hold both for a while, without they leave service.</summary>
internal static class RollingRecipe
{
    // A batch is asked whether it is healthy at all, not whether it is better.
    private const int FewRequests = 20;

    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts)
    {
        var version = draft.Versions[0];
        var unavailable = draft.MaxUnavailable ?? 0;
        var surge = draft.MaxSurge ?? (unavailable > 0 ? 0 : 1);
        var steps = new List<RolloutStep>();
        var batches = facts.Agents.Chunk(Math.Max(1, surge + unavailable)).ToList();
        foreach (var batch in batches)
        {
            // The first agents of a batch hold both versions, the rest leave service while they change.
            var leaving = batch.Skip(surge).ToList();
            if (leaving.Count > 0)
                steps.Add(new TearDownStep(facts.StableVersion, leaving));
            steps.Add(new PrepareStep([version], batch));
            steps.Add(new SwitchStep(version, batch));
            steps.Add(new HoldStep(draft.Hold ?? TimeSpan.FromSeconds(10)));

            // After the last batch nobody is left to compare with; the watch goes on.
            if (batch != batches[^1] || batches.Count == 1)
                steps.Add(Parts.GateOf(draft with { MinimumRequests = draft.MinimumRequests ?? FewRequests }, facts));
        }

        return new RolloutPlan
        {
            Strategy = RolloutStrategy.Rolling,
            Steps = [.. steps, new PrepareStep([version]), .. Parts.End(draft, facts)],
            Guards = Parts.GuardsOf(draft),
            Watch = Parts.AnalysisOf(draft),
            Warnings = unavailable >= facts.Agents.Count && surge == 0 ? ["Every agent leaves service at once: nobody answers meanwhile."] : [],
        };
    }
}
