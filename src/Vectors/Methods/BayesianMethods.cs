using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Experiments;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Posteriors of shares and effects.</summary>
internal static class BayesianMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["prob_b_beats_a_beta"] = inputs => new()
        {
            ["p"] = BetaComparison.ChanceOfBeating(Posterior(inputs.Part("a")), Posterior(inputs.Part("b"))),
        },
        ["expected_loss_beta"] = inputs =>
        {
            BetaPosterior a = Posterior(inputs.Part("a")), b = Posterior(inputs.Part("b"));
            return new()
            {
                ["mean_difference"] = b.Mean - a.Mean,
                ["expected_loss_choose_b"] = BetaComparison.ExpectedLoss(a, b),
                ["expected_loss_choose_a"] = BetaComparison.ExpectedLoss(b, a),
            };
        },
        ["beta_credible_interval"] = inputs => new() { ["ci"] = Posterior(inputs).Interval(inputs.Number("mass")) },
        ["growthbook_bayesian_relative_flat_prior"] = inputs => Effect(inputs, NormalPosterior.Flat(inputs.Effect(EffectScale.Relative))),
        ["growthbook_bayesian_relative_normal_prior"] = inputs =>
        {
            var prior = inputs.Part("prior");
            return Effect(inputs, new NormalPosterior(prior.Number("mean"), Math.Sqrt(prior.Number("variance"))).After(inputs.Effect(EffectScale.Relative)));
        },
        ["normal_expected_loss"] = inputs => new() { ["risk"] = Risk(new(inputs.Number("mu"), inputs.Number("sigma"))) },
    };

    /// <summary><c>{"alpha", "beta"}</c>, or <c>{"x", "n", "prior": [a, b]}</c>.</summary>
    private static BetaPosterior Posterior(VectorInputs inputs)
    {
        if (inputs.Has("alpha"))
            return new(inputs.Number("alpha"), inputs.Number("beta"));

        return Prior(inputs).After(inputs.Proportion());
    }

    /// <summary>The prior's two parameters; Jeffreys' where none is given.</summary>
    internal static BetaPosterior Prior(VectorInputs inputs)
    {
        if (!inputs.Has("prior"))
            return BetaPosterior.Jeffreys;

        var prior = inputs.Series("prior");
        return prior.Count == 2 ? new(prior[0], prior[1]) : throw new VectorFormatException(inputs.PathOf("prior"), "must be two numbers");
    }

    private static VectorResults Effect(VectorInputs inputs, NormalPosterior posterior) => new()
    {
        ["lift"] = posterior.Mean,
        ["stddev"] = posterior.StandardDeviation,
        ["ci"] = posterior.Interval(1 - inputs.Number("alpha", 0.05)),
        ["chance_to_win"] = posterior.ChanceToWin,
        ["risk"] = Risk(posterior),
    };

    private static VectorValue Risk(NormalPosterior posterior) => new[] { posterior.LossOfKeeping, posterior.LossOfShipping };
}
