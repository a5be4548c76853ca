using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Experiments;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Boundaries and evidence that stay valid under peeking, and group-sequential designs.</summary>
internal static partial class SequenceMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["normal_mixture_two_sided"] = inputs =>
        {
            var mixture = new NormalMixture(inputs.Number("v_opt"), inputs.Number("alpha_opt"));
            return new()
            {
                ["rho"] = mixture.Rho,
                ["log_superMG"] = mixture.Evidence(inputs.Number("s"), inputs.Number("v")).Log,
                ["bound"] = mixture.Boundary(inputs.Number("v"), inputs.Number("alpha")),
            };
        },
        ["normal_mixture_one_sided"] = inputs =>
        {
            var mixture = new OneSidedNormalMixture(inputs.Number("v_opt"), inputs.Number("alpha_opt"));
            return new()
            {
                ["rho"] = mixture.Rho,
                ["log_superMG"] = mixture.Evidence(inputs.Number("s"), inputs.Number("v")).Log,
                ["bound"] = mixture.Boundary(inputs.Number("v"), inputs.Number("alpha")),
            };
        },
        ["beta_binomial_mixture_two_sided"] = inputs =>
        {
            var mixture = new BetaBinomialMixture(inputs.Number("v_opt"), inputs.Number("alpha_opt"), inputs.Number("g"), inputs.Number("h"));
            return new()
            {
                ["log_superMG"] = mixture.Evidence(inputs.Number("s"), inputs.Number("v")).Log,
                ["bound"] = mixture.Boundary(inputs.Number("v"), inputs.Number("alpha")),
            };
        },
        ["bernoulli_confidence_sequence"] = inputs => new()
        {
            ["ci"] = BernoulliSequence.Interval(
                inputs.Proportion("successes", "n"), inputs.Number("alpha"), inputs.Number("t_opt"), inputs.Number("alpha_opt")),
        },
        ["poly_stitching_bound"] = inputs => new()
        {
            ["bound"] = new PolynomialStitching(inputs.Number("v_min"), inputs.Number("c"), inputs.Number("s"), inputs.Number("eta"))
                .Boundary(inputs.Number("v"), inputs.Number("alpha")),
        },
        ["sequential_quantile_ab_test"] = inputs =>
        {
            var evidence = QuantileSequence.Evidence(
                EmpiricalDistribution.Of(inputs.Series("arm_a")), EmpiricalDistribution.Of(inputs.Series("arm_b")),
                inputs.Number("quantile"), inputs.Number("t_opt"), inputs.Number("alpha_opt"));
            return new() { ["p"] = evidence.PValue, ["log_evidence"] = evidence.Log };
        },
        ["msprt_normal"] = inputs =>
        {
            var evidence = MixtureRatioTest.Evidence(
                inputs.Number("effect"), inputs.Number("variance_of_effect"), inputs.Number("mixing_variance_tau2"));
            return new() { ["likelihood_ratio"] = evidence.Value, ["p"] = evidence.PValue };
        },
        ["msprt_normal_two_proportions"] = inputs =>
        {
            if (!inputs.Text("variance", "unpooled").StartsWith("unpooled", StringComparison.Ordinal))
                throw new UnsupportedVectorException($"no variance \"{inputs.Text("variance")}\"");

            var effect = EffectEstimate.Between(
                MetricSample.Of(inputs.Proportion("x1", "n1")), MetricSample.Of(inputs.Proportion("x2", "n2")), Domain.Analysis.EffectScale.Absolute);
            var evidence = MixtureRatioTest.Evidence(
                effect.Effect, effect.StandardError * effect.StandardError, inputs.Number("mixing_variance_tau2"));
            return new()
            {
                ["likelihood_ratio"] = evidence.Value,
                ["p_always_valid"] = evidence.PValue,
                ["z"] = effect.Standardised,
                ["p_fixed_horizon"] = NormalTail.Outside(effect.Standardised),
            };
        },
        ["anytime_valid_srm_multinomial"] = inputs =>
            Shares(ShareSequence.Evidence(inputs.Wholes("observed"), inputs.Series("weights"), inputs.Number("concentration"))),
        ["anytime_valid_error_share"] = inputs =>
        {
            VectorInputs errors = inputs.Part("errors"), shares = inputs.Part("traffic_share");
            return Shares(ShareSequence.Evidence(
                [.. errors.Names.Select(arm => errors.Whole(arm))], [.. errors.Names.Select(arm => shares.Number(arm))], inputs.Number("concentration")));
        },
        ["evalue_product_over_ramp_steps"] = inputs =>
        {
            var product = inputs.Series("step_evalues").Aggregate(EValue.Neutral, (evidence, step) => evidence.Times(EValue.FromFactor(step)));
            return new() { ["evalue"] = product.Value, ["p"] = product.PValue };
        },
        ["repeated_z_test_false_positive_rate"] = inputs =>
        {
            if (inputs.Text("spacing", "equal information") is var spacing and not "equal information")
                throw new UnsupportedVectorException($"no spacing \"{spacing}\"");

            var critical = inputs.Number("critical_value", NormalTail.UpperQuantile(inputs.Number("alpha") / 2));
            return new() { ["rate"] = inputs.Wholes("looks").Select(looks => PeekingRate(looks, critical)).ToArray() };
        },
        ["group_sequential_bounds_z"] = inputs => new() { ["z"] = SpendingBounds(inputs) },
        ["group_sequential_alpha_spending"] = inputs => new()
        {
            ["adjusted_alpha"] = SpendingBounds(inputs).Select(NormalTail.Outside).ToArray(),
        },
    };

    private static VectorResults Shares(EValue evidence) => new() { ["log_bayes_factor"] = evidence.Log, ["p"] = evidence.PValue };

    private static double PeekingRate(long looks, double critical)
    {
        var times = Enumerable.Range(1, (int)Math.Clamp(looks, 0, 1000)).Select(look => (double)look).ToArray();
        return GroupSequentialDesign.CrossingProbability(times, [.. times.Select(_ => critical)]);
    }

    private static double[] SpendingBounds(VectorInputs inputs)
    {
        if (inputs.Whole("sides", 2) != 2)
            throw new UnsupportedVectorException("no one-sided alpha spending");

        var spending = inputs.Text("spending", "alpha*t^2 on each side");
        var power = PowerSpending().Match(spending);
        return power.Success
            ? [.. GroupSequentialDesign.SpendingBounds(
                inputs.Series("information"), inputs.Number("alpha_two_sided"), double.Parse(power.Groups[1].Value, CultureInfo.InvariantCulture))]
            : throw new UnsupportedVectorException($"no spending \"{spending}\"");
    }

    [GeneratedRegex(@"^\s*alpha\s*\*\s*t\^(\d+(?:\.\d+)?)")]
    private static partial Regex PowerSpending();
}
