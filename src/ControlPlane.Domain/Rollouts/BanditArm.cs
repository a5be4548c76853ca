using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>One arm with its rewards so far. Immutable.</summary>
/// <param name="Version">Version number.</param>
/// <param name="Rewards">Of answers whose attribution window is over, old ones counting less where the bandit discounts; more is better.</param>
public sealed record BanditArm(int Version, RewardSums Rewards)
{
    /// <summary>The same with every reward counting one.</summary>
    public RewardSums Counted { get; init; } = Rewards;

    /// <summary>Rewarded answers, or answers where a missing reward counts.</summary>
    public long Units => (long)Counted.Count;

    /// <summary>Reads arms from what was earned.</summary>
    /// <param name="step">Metric, missing rewards and discount.</param>
    /// <param name="versions">The arms, the stable version first.</param>
    /// <param name="slices">Closed answers.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<BanditArm> Of(BanditStep step, IEnumerable<int> versions, IReadOnlyList<RewardSlice> slices, DateTimeOffset now)
    {
        // The newest answers that count at all count whole.
        var newest = now - step.AttributionWindow;
        var byVersion = slices.ToLookup(s => s.Version);
        return [.. versions.Select(version => new BanditArm(version, Sum(byVersion[version].Select(s => SumsOf(step, s).Times(RewardDiscount.WeightOf(newest - s.At, step.HalfLife)))))
        {
            Counted = Sum(byVersion[version].Select(s => SumsOf(step, s))),
        })];
    }

    /// <summary>What a slice earned in the bandit's metric.</summary>
    public static RewardSums SumsOf(BanditStep step, RewardSlice slice)
    {
        var rewards = step.Metric == MetricName.Accuracy ? new RewardSums(slice.Labelled, slice.Correct, slice.Correct) : slice.Rewards;
        return step.Missing == MissingReward.Zero ? rewards with { Count = Math.Max(rewards.Count, slice.Requests) } : rewards;
    }

    private static RewardSums Sum(IEnumerable<RewardSums> sums) => sums.Aggregate(default(RewardSums), (sum, one) => sum.Plus(one));
}
