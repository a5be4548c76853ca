using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>One arm with its rewards so far. Immutable.</summary>
/// <param name="Version">Version number.</param>
/// <param name="Rewards">Of answers whose attribution window is over; more is better.</param>
public sealed record BanditArm(int Version, RewardSums Rewards)
{
    /// <summary>Rewarded answers, or answers where a missing reward counts.</summary>
    public long Units => (long)Rewards.Count;

    /// <summary>Reads an arm's rewards from evidence.</summary>
    public static BanditArm Of(int version, BanditStep step, VariantEvidence evidence)
    {
        var rewards = step.Metric == MetricName.Accuracy
            ? new RewardSums(evidence.Labelled, evidence.Correct, evidence.Correct)
            : new RewardSums(evidence.Rewarded, evidence.RewardSum, evidence.RewardSquares);
        return new BanditArm(version, step.Missing == MissingReward.Zero ? rewards with { Count = Math.Max(rewards.Count, evidence.Requests) } : rewards);
    }
}
