using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>A/B test: a fixed split, for everybody or for one segment, until the stopping rule of its experiment speaks.</summary>
internal static class AbTestRecipe
{
    private const int UsualShare = 5_000;
    private const double UsualAlpha = 0.05;

    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts) => new()
    {
        Strategy = RolloutStrategy.AbTest,
        Steps = [new PrepareStep(draft.Versions), .. Test(draft, facts), .. Parts.End(draft, facts)],
        Guards = Parts.GuardsOf(draft),
        Watch = Parts.AnalysisOf(draft),
        Assignment = draft.PerRequest ? AssignmentUnit.Request : AssignmentUnit.Caller,
        Warnings = draft.PerRequest ? ["Each request is assigned by itself: the same caller meets both versions."] : [],
    };

    public static IEnumerable<RolloutStep> Test(RolloutDraft draft, RecipeFacts facts)
    {
        var version = draft.Versions[0];
        var share = draft.Share ?? UsualShare;
        yield return draft.Segment.Count > 0
            ? new RulesStep([new FlagRule("segment", draft.Segment, version, share)])
            : new SplitStep(Parts.Shares(draft, facts, share));
        var metric = draft.Metric ?? MetricName.ErrorShare;
        yield return new ExperimentStep
        {
            Hypothesis = draft.Hypothesis ?? $"v{version} is no worse than v{facts.StableVersion} in {metric}.",
            PrimaryMetric = metric,
            Margin = draft.Margin ?? UsualMargin(metric),
            Alpha = draft.Alpha ?? UsualAlpha,
            Power = draft.Power ?? SampleSize.DefaultPower,
            Guardrails = Parts.AnalysisOf(draft),
            PlannedPerVariant = draft.Samples ?? 1_000,
            MinimumDuration = Parts.HoldOf(draft, facts),
            MaximumDuration = draft.Horizon ?? Parts.Max(TimeSpan.FromDays(7), Parts.HoldOf(draft, facts)),
        };
    }

    private static double UsualMargin(string metric) => metric switch
    {
        MetricName.Accuracy => 0.02,
        MetricName.Reward => 0.01,
        _ => 0.005,
    };
}
