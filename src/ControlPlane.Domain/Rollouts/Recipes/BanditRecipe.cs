using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Multi-armed bandit: all arms answer, and weights follow rewards until one is the best.</summary>
internal static class BanditRecipe
{
    /// <summary>How long an answer waits for its reward unless told otherwise.</summary>
    public static readonly TimeSpan UsualWindow = TimeSpan.FromSeconds(60);

    /// <summary>Time between moves unless told otherwise.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(60);

    /// <summary>Longest time unless told otherwise.</summary>
    public static readonly TimeSpan UsualHorizon = TimeSpan.FromDays(7);

    public static RolloutPlan Compile(RolloutDraft draft, RecipeFacts facts) => new()
    {
        Strategy = RolloutStrategy.Bandit,
        Steps =
        [
            new PrepareStep(draft.Versions),
            new BanditStep
            {
                Versions = draft.Versions,
                Policy = draft.Policy ?? BanditPolicy.Thompson,
                Metric = draft.Metric ?? MetricName.Accuracy,
                Floor = draft.Floor ?? BanditRule.UsualFloor,
                ChampionFloor = draft.ChampionFloor ?? BanditRule.UsualChampionFloor,
                Epsilon = draft.Epsilon ?? 0.1,
                AttributionWindow = draft.AttributionWindow ?? UsualWindow,
                HalfLife = draft.HalfLife,
                EndProbability = draft.EndProbability ?? BanditRule.UsualEnd,
                MaximumMove = draft.MaximumMove ?? BanditRule.UsualMove,
                Missing = draft.Missing ?? MissingReward.Unknown,
                RewardRange = draft.RewardRange,
                MinimumRewards = draft.Samples ?? 100,
                Interval = draft.Hold ?? UsualInterval,
                Horizon = draft.Horizon ?? UsualHorizon,
            },
            .. Parts.End(draft, facts),
        ],
        Guards = Parts.GuardsOf(draft),
        Watch = Parts.AnalysisOf(draft),
        Warnings = ["Rewards or labels must come back: without them no weight ever moves."],
    };
}
