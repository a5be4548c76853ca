using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Turns rewards into weights. Pure and deterministic: no draw is made.</summary>
internal static class BanditWeights
{
    /// <summary>Probability of each arm to have the highest mean, from a normal posterior N(mean, variance / n) per arm.</summary>
    public static IReadOnlyList<double> BestProbabilities(IReadOnlyList<BanditArm> arms) => BestArmChance.OfNormal(
        [.. arms.Select(a => a.Reward.Mean)], [.. arms.Select(a => Math.Sqrt(a.Reward.Variance / Math.Max(1, a.Reward.Units)))]);

    /// <summary>Weights of the next interval: the policy's wish, above the floor, not further from the present than a move may go.</summary>
    public static IReadOnlyList<VariantShare> Next(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best, IReadOnlyList<VariantShare> present)
    {
        var wishes = ExposureFloor.Apply(Wishes(step, arms, best), step.Floor / (double)TrafficWeight.Whole);
        var moved = arms.Select((a, i) =>
        {
            var now = present.First(p => p.Version == a.Version).Weight;
            return Math.Clamp((wishes[i] * TrafficWeight.Whole) - now, -step.MaximumMove, step.MaximumMove) + now;
        }).ToList();
        return ToShares(arms, moved);
    }

    private static IReadOnlyList<double> Wishes(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best)
    {
        // Index policies are defined for rewards in [0, 1]; others are scaled to it.
        var (low, high) = (Math.Min(0, arms.Min(a => a.Reward.Mean)), Math.Max(1, arms.Max(a => a.Reward.Mean)));
        IReadOnlyList<ArmSummary> summaries = [.. arms.Select(a => new ArmSummary(a.Reward.Units, (a.Reward.Mean - low) / (high - low)))];
        return step.Policy switch
        {
            BanditPolicy.Thompson => best,
            BanditPolicy.EpsilonGreedy => EpsilonGreedy.Weights(summaries, step.Epsilon),
            BanditPolicy.Ucb1 => [.. arms.Select((_, i) => i == UpperConfidenceBound.Choose(summaries) ? 1.0 : 0.0)],
            var other => throw new InvalidOperationException($"No weights are defined for {other}."),
        };
    }

    private static IReadOnlyList<VariantShare> ToShares(IReadOnlyList<BanditArm> arms, IReadOnlyList<double> weights)
    {
        // Largest remainders, so that whole basis points sum to exactly 10,000.
        var scale = TrafficWeight.Whole / weights.Sum();
        var whole = weights.Select(w => (int)Math.Floor(w * scale)).ToArray();
        var missing = TrafficWeight.Whole - whole.Sum();
        foreach (var index in weights.Index().OrderByDescending(w => (w.Item * scale) - Math.Floor(w.Item * scale)).Take(missing).Select(w => w.Index))
            whole[index]++;
        return [.. arms.Select((a, i) => new VariantShare(a.Version, whole[i]))];
    }
}
