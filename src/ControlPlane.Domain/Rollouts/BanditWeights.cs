using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Turns rewards into weights. Pure and deterministic: no draw is made.</summary>
internal static class BanditWeights
{
    private const int Nodes = 256;
    private const double Reach = 8;

    /// <summary>
    /// Probability of each arm to have the highest mean, from a normal posterior N(mean, variance / n) per arm:
    /// P(j) = ∫ φ_j(x) Π_{i≠j} Φ_i(x) dx, by the midpoint rule (Chapelle and Li, 2011, for the large counts a bandit starts with).
    /// </summary>
    public static IReadOnlyList<double> BestProbabilities(IReadOnlyList<BanditArm> arms)
    {
        var spreads = arms.Select(a => Math.Sqrt(Math.Max(a.Reward.Variance, 1e-12) / Math.Max(1, a.Reward.Units))).ToArray();
        var probabilities = new double[arms.Count];
        for (var arm = 0; arm < arms.Count; arm++)
        {
            for (var node = 0; node < Nodes; node++)
            {
                var z = (((node + 0.5) / Nodes * 2) - 1) * Reach;
                var product = NormalTail.Density(z) * 2 * Reach / Nodes;
                for (var other = 0; other < arms.Count; other++)
                {
                    if (other != arm)
                        product *= NormalTail.Below((arms[arm].Reward.Mean + (z * spreads[arm]) - arms[other].Reward.Mean) / spreads[other]);
                }

                probabilities[arm] += product;
            }
        }

        var sum = probabilities.Sum();
        return [.. probabilities.Select(p => p / sum)];
    }

    /// <summary>Weights of the next interval: the policy's wish, above the floor, not further from the present than a move may go.</summary>
    public static IReadOnlyList<VariantShare> Next(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best, IReadOnlyList<VariantShare> present)
    {
        var wishes = WithFloor(Wishes(step, arms, best), step.Floor / (double)TrafficWeight.Whole);
        var moved = arms.Select((a, i) =>
        {
            var now = present.First(p => p.Version == a.Version).Weight;
            return Math.Clamp((wishes[i] * TrafficWeight.Whole) - now, -step.MaximumMove, step.MaximumMove) + now;
        }).ToList();
        return ToShares(arms, moved);
    }

    private static double[] Wishes(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best)
    {
        switch (step.Policy)
        {
            case BanditPolicy.Thompson:
                return [.. best];
            case BanditPolicy.EpsilonGreedy:
                var leader = arms.Index().MaxBy(a => a.Item.Reward.Mean).Index;
                return [.. arms.Select((_, i) => (step.Epsilon / arms.Count) + (i == leader ? 1 - step.Epsilon : 0))];
            default:
                // UCB1 (Auer, Cesa-Bianchi and Fischer, 2002): mean + √(2 ln N / n) for rewards in [0, 1].
                var total = arms.Sum(a => a.Reward.Units);
                var highest = arms.Index().MaxBy(a => a.Item.Reward.Mean + Math.Sqrt(2 * Math.Log(total) / a.Item.Reward.Units)).Index;
                return [.. arms.Select((_, i) => i == highest ? 1.0 : 0.0)];
        }
    }

    // Additive on the simplex: clipping and dividing again would be biased.
    private static double[] WithFloor(double[] weights, double floor) =>
        floor * weights.Length >= 1 ? [.. weights.Select(_ => 1.0 / weights.Length)] : [.. weights.Select(w => floor + ((1 - (weights.Length * floor)) * w))];

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
