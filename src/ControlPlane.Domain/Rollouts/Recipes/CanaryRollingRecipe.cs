using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Canary, rolling: a few agents serve only the new version; when it proves itself there, more follow.</summary>
internal static class CanaryRollingRecipe
{
    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts)
    {
        var version = draft.Versions[0];
        var first = Math.Min(draft.Agents ?? Math.Max(1, facts.Agents.Count / 10), facts.Agents.Count);
        var half = Math.Max(first, facts.Agents.Count / 2);
        var steps = new List<RolloutStep>();
        foreach (var agents in new[] { facts.Agents.Take(first).ToList(), facts.Agents.Take(half).Skip(first).ToList() }.Where(a => a.Count > 0))
        {
            steps.Add(new PrepareStep([version], agents));
            steps.Add(new SwitchStep(version, agents));
            steps.Add(new HoldStep(Parts.HoldOf(draft, facts)));
            steps.Add(Parts.GateOf(draft, facts));
        }

        return new RolloutPlan
        {
            Strategy = RolloutStrategy.CanaryRolling,
            Steps = [.. steps, new PrepareStep([version]), .. Parts.End(draft, facts)],
            Guards = Parts.GuardsOf(draft),
            Watch = Parts.AnalysisOf(draft),
            Warnings = facts.Agents.Count == 1 ? ["There is one agent only, so the first step already gives every caller the new version."] : [],
        };
    }
}
