using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Experiments;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Bandit policies and their estimates.</summary>
internal static partial class BanditMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["ucb1_index"] = UpperConfidence,
        ["ucb1_regret_bound"] = inputs => new() { ["bound"] = UpperConfidenceBound.RegretBound(inputs.Series("arm_means"), inputs.Whole("horizon")) },
        ["thompson_beta_bernoulli_update"] = inputs =>
        {
            var rewards = inputs.Part("rewards_by_arm");
            var prior = BayesianMethods.Prior(inputs);
            return new()
            {
                ["posterior"] = new VectorValue.Map(rewards.Names.ToDictionary(arm => arm, arm => Parameters(
                    rewards.Series(arm).Aggregate(prior, (posterior, reward) => posterior.AfterReward(reward))))),
            };
        },
        ["best_arm_probability_beta"] = inputs => new() { ["probability"] = ThompsonSampling.Weights(Posteriors(inputs)).ToArray() },
        ["best_arm_probability_normal"] = inputs => new()
        {
            ["probability"] = BestArmChance.OfNormal(inputs.Series("mean"), inputs.Series("stddev")).ToArray(),
        },
        ["min_exposure_floor_additive"] = inputs => new() { ["weights"] = ExposureFloor.Apply(inputs.Series("weights"), inputs.Number("floor")).ToArray() },
        ["normal_inverse_gamma_update"] = inputs =>
        {
            var prior = inputs.Part("prior");
            var posterior = new NormalInverseGamma(prior.Number("mean"), prior.Number("kappa"), prior.Number("alpha"), prior.Number("beta"))
                .After(SampleMoments.Of(inputs.Series("rewards")));
            return new() { ["mean"] = posterior.Mean, ["kappa"] = posterior.Kappa, ["alpha"] = posterior.Alpha, ["beta"] = posterior.Beta };
        },
        ["inverse_propensity_estimate"] = inputs =>
        {
            var policy = inputs.Text("target_policy");
            var always = AlwaysOne().Match(policy);
            if (!always.Success)
                throw new UnsupportedVectorException($"no policy \"{policy}\"");

            var log = inputs.Parts("log").Select(decision =>
                new LoggedReward((int)decision.Whole("action"), decision.Number("reward"), decision.Number("propensity"))).ToArray();
            var estimate = InversePropensity.Of(log, int.Parse(always.Groups[1].Value, CultureInfo.InvariantCulture));
            return new() { ["ips"] = estimate.Plain, ["snips"] = estimate.SelfNormalised };
        },
    };

    /// <summary><c>[[alpha, beta], …]</c>.</summary>
    internal static BetaPosterior[] Posteriors(VectorInputs inputs) => [.. inputs.Rows("posteriors").Select((parameters, at) => parameters.Count == 2
        ? new BetaPosterior(parameters[0], parameters[1])
        : throw new VectorFormatException($"{inputs.PathOf("posteriors")}[{at}]", "must be two numbers"))];

    private static VectorValue Parameters(BetaPosterior posterior) => new[] { posterior.Alpha, posterior.Beta };

    private static VectorResults UpperConfidence(VectorInputs inputs)
    {
        string[] decisions = [.. inputs.Items("decisions").Select(decision => decision.ToString())];
        var rewards = inputs.Series("rewards");
        if (rewards.Count != decisions.Length)
            throw new VectorFormatException(inputs.PathOf("rewards"), $"has {rewards.Count} values where {decisions.Length} are needed");

        var arms = decisions.Zip(rewards).GroupBy(pull => pull.First, StringComparer.Ordinal).ToArray();
        ArmSummary[] summaries = [.. arms.Select(arm => new ArmSummary(arm.Count(), arm.Average(pull => pull.Second)))];
        var exploration = inputs.Number("exploration", 1);
        var indices = UpperConfidenceBound.Indices(summaries, exploration);
        return new()
        {
            ["index"] = new VectorValue.Map(arms.Select((arm, at) => (arm.Key, Index: indices[at])).ToDictionary(arm => arm.Key, arm => (VectorValue)arm.Index)),
            ["choose"] = arms[UpperConfidenceBound.Choose(summaries, exploration)].Key,
        };
    }

    [GeneratedRegex(@"^\s*always action (\d{1,9})\s*$")]
    private static partial Regex AlwaysOne();
}
