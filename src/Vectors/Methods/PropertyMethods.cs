using ControlPlane.Domain.Bandits;
using ControlPlane.Vectors.Reading;
using ControlPlane.Vectors.Simulations;

namespace ControlPlane.Vectors.Methods;

/// <summary>Statistical properties, measured by simulation with fixed seeds and at least as many runs as asked.</summary>
internal static class PropertyMethods
{
    private const int LeastRuns = 300;
    private const int Seed = 20_260_103;

    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["property_false_positive_under_continuous_peeking"] = inputs =>
        {
            if (inputs.Text("null", "standardNormal") is var law and not "standardNormal")
                throw new UnsupportedVectorException($"no null \"{law}\"");

            var study = new PeekingStudy(inputs.Series("looks"), inputs.Number("alpha"), inputs.Number("tuning"));
            var (naive, sequence) = study.Run(Runs(inputs));
            return new() { ["naive_z_rate"] = naive, ["normal_mixture_rate"] = sequence };
        },
        ["property_thompson_selection_frequency"] = inputs =>
        {
            var posteriors = BanditMethods.Posteriors(inputs);
            return Frequencies(inputs.Count("draws"), posteriors.Length, random =>
                Enumerable.Range(0, posteriors.Length).MaxBy(arm =>
                    MathNet.Numerics.Distributions.Beta.Sample(random, posteriors[arm].Alpha, posteriors[arm].Beta)));
        },
        ["property_epsilon_greedy_selection_rate"] = inputs =>
        {
            var arms = Enumerable.Range(0, inputs.Count("arms")).Select(arm => new ArmSummary(1, arm == 0 ? 1 : 0)).ToArray();
            var weights = EpsilonGreedy.Weights(arms, inputs.Number("epsilon"));
            var rates = Rates(inputs.Count("trials"), arms.Length, random => BanditGame.Drawn(weights, random));
            return new() { ["best_arm"] = rates[0], ["each_other_arm"] = rates.Skip(1).DefaultIfEmpty(0).Average() };
        },
        ["property_thompson_regret"] = inputs => Regret(inputs, BanditGame.Thompson(BayesianMethods.Prior(inputs))),
        ["property_ucb1_regret"] = inputs => Regret(inputs, BanditGame.UpperConfidence(inputs.Number("exploration", 1))),
        ["property_epsilon_greedy_regret"] = inputs => Regret(inputs, BanditGame.Greedy(inputs.Number("epsilon"))),
        ["property_thompson_batched_reward_delay"] = inputs => new()
        {
            ["mean_regret"] = inputs.Wholes("reward_batch")
                .Select(batch => Play(inputs, BanditGame.Thompson(BayesianMethods.Prior(inputs)), Batch(batch, inputs)).MeanRegret).ToArray(),
        },
    };

    private static VectorResults Regret(VectorInputs inputs, BanditGame.Policy policy)
    {
        var (regret, share) = Play(inputs, policy, 1);
        return new() { ["mean_regret"] = regret, ["best_arm_share"] = share };
    }

    private static (double MeanRegret, double BestArmShare) Play(VectorInputs inputs, BanditGame.Policy policy, int batch)
    {
        var means = inputs.Series("arm_means");
        if (means.Count == 0 || means.Any(mean => mean is not (>= 0 and <= 1)))
            throw new VectorFormatException(inputs.PathOf("arm_means"), "must be chances between 0 and 1, at least one");

        return new BanditGame(means, Math.Max(1, inputs.Count("horizon")), batch).Play(policy, Runs(inputs));
    }

    private static int Runs(VectorInputs inputs) => Math.Max(LeastRuns, inputs.Count("runs_at_least"));

    private static int Batch(long batch, VectorInputs inputs) =>
        batch is >= 1 and <= int.MaxValue ? (int)batch : throw new VectorFormatException(inputs.PathOf("reward_batch"), $"{batch} is below 1");

    private static VectorResults Frequencies(int draws, int arms, Func<Random, int> choose) => new() { ["frequency"] = Rates(draws, arms, choose) };

    private static double[] Rates(int draws, int arms, Func<Random, int> choose)
    {
        var random = new Random(Seed);
        var counts = new double[arms];
        for (var draw = 0; draw < draws; draw++)
            counts[choose(random)]++;
        return [.. counts.Select(count => count / draws)];
    }
}
