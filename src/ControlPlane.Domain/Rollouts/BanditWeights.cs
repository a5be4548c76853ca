using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Turns rewards into weights. Pure and deterministic: no draw is made.</summary>
public static class BanditWeights
{
    /// <summary>Weights of the next interval: the policy's wish, above the floors, not further from the present than a move may go.</summary>
    /// <param name="step">Policy and limits.</param>
    /// <param name="arms">The stable version first.</param>
    /// <param name="best">Chance of each arm to be the best.</param>
    /// <param name="present">Weights now; a version that is not there has none.</param>
    public static IReadOnlyList<VariantShare> Next(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best, IReadOnlyList<VariantShare> present)
    {
        double[] floors = [.. arms.Select((_, i) => Math.Max(step.Floor, i == 0 ? step.ChampionFloor : 0) / (double)TrafficWeight.Whole)];
        double[] wishes = [.. ExposureFloor.Apply(Wishes(step, arms, best), floors).Select(w => w * TrafficWeight.Whole)];
        double[] now = [.. arms.Select(a => (double)present.Where(p => p.Version == a.Version).Sum(p => p.Weight))];

        // A straight way from here to the wish keeps the sum and every floor; it is cut where the first arm has moved as far as it may.
        var furthest = wishes.Zip(now).Max(w => Math.Abs(w.First - w.Second));
        var part = furthest <= step.MaximumMove ? 1 : step.MaximumMove / furthest;
        return ToShares(arms, [.. wishes.Zip(now).Select(w => w.Second + (part * (w.First - w.Second)))]);
    }

    /// <summary>Every arm the same, the remainder to the stable version.</summary>
    public static IReadOnlyList<VariantShare> Even(IReadOnlyList<int> versions)
    {
        var each = TrafficWeight.Whole / versions.Count;
        return [.. versions.Select((v, index) => new VariantShare(v, index == 0 ? TrafficWeight.Whole - (each * (versions.Count - 1)) : each))];
    }

    private static IReadOnlyList<double> Wishes(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best)
    {
        // Index policies are defined for rewards in [0, 1]; others are scaled to it.
        var (low, high) = step.RewardRange is { } range
            ? (range.Minimum, range.Maximum)
            : (Math.Min(0, arms.Min(a => a.Rewards.Mean)), Math.Max(1, arms.Max(a => a.Rewards.Mean)));
        IReadOnlyList<ArmSummary> summaries = [.. arms.Select(a => new ArmSummary((long)a.Rewards.Count, Math.Clamp((a.Rewards.Mean - low) / (high - low), 0, 1)))];
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
