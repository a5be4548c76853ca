using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;

namespace ControlPlane.Data.Tests.Rollouts;

/// <summary>One draft of every strategy.</summary>
internal static class StrategyDrafts
{
    public static RolloutDraft Of(RolloutStrategy strategy) => strategy == RolloutStrategy.Plan
        ? new RolloutDraft
        {
            Strategy = strategy,
            Stages =
            [
                new RolloutDraft { Strategy = RolloutStrategy.Shadow, Versions = [2] },
                new RolloutDraft { Strategy = RolloutStrategy.Canary, Versions = [2], Steps = [1_000] },
                new RolloutDraft { Strategy = RolloutStrategy.AbTest, Versions = [2] },
            ],
        }
        : new RolloutDraft { Strategy = strategy, Versions = [2] };
}
