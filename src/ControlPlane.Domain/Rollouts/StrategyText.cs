namespace ControlPlane.Domain.Rollouts;

/// <summary>Strategies in words. Stateless.</summary>
public static class StrategyText
{
    /// <summary>A strategy as it stands in a sentence.</summary>
    public static string Of(RolloutStrategy strategy) => strategy switch
    {
        RolloutStrategy.Recreate => "recreate",
        RolloutStrategy.Rolling => "rolling update",
        RolloutStrategy.BlueGreen => "blue/green",
        RolloutStrategy.Canary => "canary",
        RolloutStrategy.CanaryRolling => "rolling canary",
        RolloutStrategy.AbTest => "A/B test",
        RolloutStrategy.Shadow => "shadow",
        RolloutStrategy.Bandit => "multi-armed bandit",
        RolloutStrategy.FeatureFlag => "feature flag",
        RolloutStrategy.Plan => "composed plan",
        _ => throw new InvalidOperationException($"No words are defined for {strategy}."),
    };

    /// <summary>The same with its article.</summary>
    public static string WithArticle(RolloutStrategy strategy) => $"{(strategy == RolloutStrategy.AbTest ? "an" : "a")} {Of(strategy)}";
}
