using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Shadow: challengers receive copies and are compared; nothing they say reaches a caller, and no traffic ever moves.</summary>
internal static class ShadowRecipe
{
    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts) => new()
    {
        Strategy = RolloutStrategy.Shadow,
        Steps = [new PrepareStep(draft.Versions), .. Compare(draft, facts), new HoldStep(null, "end the comparison")],
        Warnings = ["A shadow cannot show anything that an answer changes, such as clicks; it never becomes stable by itself."],
    };

    public static IEnumerable<RolloutStep> Compare(RolloutDraft draft, RecipeFacts facts)
    {
        yield return new MirrorStep(draft.Versions, draft.Share ?? TrafficWeight.Whole);
        yield return new HoldStep(Parts.HoldOf(draft, facts));
    }

    /// <summary>What a shadow has to prove before a composed plan gives it callers.</summary>
    public static AnalyseStep Proof(RolloutDraft draft, RecipeFacts facts)
    {
        var gate = Parts.GateOf(draft, facts);
        return gate with { Template = gate.Template with { Checks = [.. gate.Template.Checks.Where(c => c.Source is not null || !MetricName.IsLatency(c.Metric))] } };
    }
}
