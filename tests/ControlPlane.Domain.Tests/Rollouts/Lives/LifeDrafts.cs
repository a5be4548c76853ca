using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;

namespace ControlPlane.Domain.Tests.Rollouts.Lives;

/// <summary>What simulated lives are lived by.</summary>
internal static class LifeDrafts
{
    public static RolloutDraft[] All { get; } =
    [
        new() { Strategy = RolloutStrategy.Recreate, Versions = [2] },
        new() { Strategy = RolloutStrategy.Rolling, Versions = [2], MaxSurge = 2 },
        new() { Strategy = RolloutStrategy.Rolling, Versions = [2], MaxSurge = 1, MaxUnavailable = 1 },
        new() { Strategy = RolloutStrategy.BlueGreen, Versions = [2] },
        new() { Strategy = RolloutStrategy.Canary, Versions = [2], HasBaseline = true },
        new() { Strategy = RolloutStrategy.Canary, Versions = [3], NeedsApproval = true },
        new() { Strategy = RolloutStrategy.CanaryRolling, Versions = [2] },
        new() { Strategy = RolloutStrategy.AbTest, Versions = [2], Samples = 1_000 },
        new() { Strategy = RolloutStrategy.Shadow, Versions = [2, 3] },
        new() { Strategy = RolloutStrategy.Bandit, Versions = [2, 3], Hold = TimeSpan.FromSeconds(10) },
        new() { Strategy = RolloutStrategy.FeatureFlag, Versions = [2], Share = 2_000 },
        new()
        {
            Strategy = RolloutStrategy.Plan,
            Versions = [],
            Stages =
            [
                new RolloutDraft { Strategy = RolloutStrategy.Shadow, Versions = [2] },
                new RolloutDraft { Strategy = RolloutStrategy.Canary, Versions = [2], Steps = [1_000] },
                new RolloutDraft { Strategy = RolloutStrategy.AbTest, Versions = [2] },
            ],
        },
    ];
}
