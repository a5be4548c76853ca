using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Shadows;

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

    /// <summary>
    /// What a shadow has to prove before a composed plan gives it callers. Latency of copies is not that of answers, and rewards never reach a shadow.
    /// Agreement is reported, not demanded: a better version disagrees where the champion is wrong.
    /// </summary>
    public static AnalyseStep Proof(RolloutDraft draft, RecipeFacts facts)
    {
        var gate = Parts.GateOf(draft, facts);
        var proven = gate.Template.Checks.Where(c => c.Source is not null || (!MetricName.IsLatency(c.Metric) && !MetricName.IsCausedByAnswers(c.Metric)));
        return gate with { Template = gate.Template with { Checks = draft.Analysis is null ? [.. proven, Agreement] : [.. proven] } };
    }

    private static MetricCheck Agreement => new()
    {
        Metric = MetricName.Agreement,
        Minimum = ShadowLimits.Default.Agreement,
        MinimumRequests = (int)ShadowLimits.Default.LeastPairs,
        Window = null,
        FailureLimit = 0,
        FailureWindow = null,
        IsCritical = false,
        IsDryRun = true,
    };
}
