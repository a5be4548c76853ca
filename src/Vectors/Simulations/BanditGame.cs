using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Experiments;

namespace ControlPlane.Vectors.Simulations;

/// <summary>
/// Arms that pay 1 or 0 with fixed chances, played many times with a fixed seed: measures what a policy loses.
/// Rewards become known in batches, as they do where weights are pushed per interval. Immutable.
/// </summary>
/// <param name="ArmMeans">Chance of a reward per arm, 0 to 1.</param>
/// <param name="Horizon">Pulls per game, at least 1.</param>
/// <param name="Batch">Pulls after which their rewards become known, at least 1.</param>
internal sealed record BanditGame(IReadOnlyList<double> ArmMeans, int Horizon, int Batch = 1)
{
    private const int Seed = 20_260_101;

    /// <summary>Chooses an arm from what is known of each: rewarded pulls and how many of them paid.</summary>
    public delegate int Policy(IReadOnlyList<(long Pulls, long Paid)> known, Random random);

    /// <summary>Plays games and averages.</summary>
    /// <param name="policy">Who plays.</param>
    /// <param name="games">How many, at least 1.</param>
    /// <returns>Mean rewards lost per game against always pulling the best arm, and the share of pulls of the best arm.</returns>
    public (double MeanRegret, double BestArmShare) Play(Policy policy, int games)
    {
        var random = new Random(Seed);
        var best = Enumerable.Range(0, ArmMeans.Count).MaxBy(arm => ArmMeans[arm]);
        double regret = 0, bestPulls = 0;
        for (var game = 0; game < games; game++)
        {
            var pulls = PlayOne(policy, random);
            for (var arm = 0; arm < pulls.Length; arm++)
                regret += pulls[arm] * (ArmMeans[best] - ArmMeans[arm]);
            bestPulls += pulls[best];
        }

        return (regret / games, bestPulls / games / Horizon);
    }

    /// <summary>Thompson sampling with one draw per pull from each arm's posterior.</summary>
    public static Policy Thompson(BetaPosterior prior) => (known, random) =>
    {
        int best = 0;
        var greatest = double.NegativeInfinity;
        for (var arm = 0; arm < known.Count; arm++)
        {
            var draw = MathNet.Numerics.Distributions.Beta.Sample(random, prior.Alpha + known[arm].Paid, prior.Beta + known[arm].Pulls - known[arm].Paid);
            if (draw > greatest)
                (best, greatest) = (arm, draw);
        }

        return best;
    };

    /// <summary>UCB1 as the product computes it.</summary>
    public static Policy UpperConfidence(double exploration) =>
        (known, _) => UpperConfidenceBound.Choose([.. known.Select(Summary)], exploration);

    /// <summary>ε-greedy: an arm drawn by the product's weights.</summary>
    public static Policy Greedy(double epsilon) => (known, random) => Drawn(EpsilonGreedy.Weights([.. known.Select(Summary)], epsilon), random);

    /// <summary>An arm drawn by weights that sum to 1.</summary>
    public static int Drawn(IReadOnlyList<double> weights, Random random)
    {
        var left = random.NextDouble();
        for (var arm = 0; arm < weights.Count - 1; arm++)
        {
            left -= weights[arm];
            if (left < 0)
                return arm;
        }

        return weights.Count - 1;
    }

    private static ArmSummary Summary((long Pulls, long Paid) arm) => new(arm.Pulls, arm.Pulls == 0 ? 0 : (double)arm.Paid / arm.Pulls);

    private long[] PlayOne(Policy policy, Random random)
    {
        var known = new (long Pulls, long Paid)[ArmMeans.Count];
        var current = new (long Pulls, long Paid)[ArmMeans.Count];
        for (var pull = 1; pull <= Horizon; pull++)
        {
            var arm = policy(known, random);
            current[arm].Pulls++;
            current[arm].Paid += random.NextDouble() < ArmMeans[arm] ? 1 : 0;
            if (pull % Batch == 0)
                current.CopyTo(known, 0);
        }

        return [.. current.Select(arm => arm.Pulls)];
    }
}
