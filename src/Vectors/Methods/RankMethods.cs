using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Domain.Analysis.Ranks;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Ranks, effect sizes and quantiles of values.</summary>
internal static class RankMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["mann_whitney_u"] = inputs =>
        {
            var test = new MannWhitneyTest(inputs.Series("x"), inputs.Series("y"));
            return new()
            {
                ["u"] = test.U,
                ["p_asymptotic"] = test.Asymptotic(inputs.Side(), Continuity(inputs)),
                ["p_exact"] = test.Exact(inputs.Side()) ?? double.NaN,
            };
        },
        ["mann_whitney_u_from_counts"] = inputs =>
        {
            var test = new MannWhitneyTest(Repeated(inputs, "count_x"), Repeated(inputs, "count_y"));
            return new()
            {
                ["u"] = test.U,
                ["p_less"] = test.Asymptotic(Alternative.Less, Continuity(inputs)),
                ["p_greater"] = test.Asymptotic(Alternative.Greater, Continuity(inputs)),
                ["p_two_sided"] = test.Asymptotic(Alternative.TwoSided, Continuity(inputs)),
            };
        },
        ["mann_whitney_exact_cdf"] = inputs =>
        {
            var law = MannWhitneyTest.ExactCumulative(inputs.Count("m"), inputs.Count("n"));
            return new() { ["cdf"] = inputs.Wholes("k").Select(k => k < 0 ? 0 : law[(int)Math.Min(k, law.Count - 1)]).ToArray() };
        },
        ["mann_whitney_shift_ci"] = inputs =>
        {
            var shift = RankShift.Of(inputs.Series("experiment"), inputs.Series("control"), inputs.Number("confidence"));
            return new() { ["ci"] = shift.Interval, ["estimate"] = shift.Estimate };
        },
        ["common_language_effect_size"] = inputs => new()
        {
            ["cles"] = EffectSizes.CommonLanguage(inputs.Series("control"), inputs.Series("experiment")),
            ["cliffs_delta"] = EffectSizes.CliffsDelta(inputs.Series("control"), inputs.Series("experiment")),
        },
        ["cohens_d_pooled"] = inputs => new() { ["d"] = EffectSizes.CohensD(inputs.Series("control"), inputs.Series("experiment")) },
        ["mean_ratio"] = inputs => new() { ["ratio"] = EffectSizes.MeanRatio(inputs.Series("control"), inputs.Series("experiment")) },
        ["quantile_r7"] = inputs => new() { ["value"] = Quantile.Linear(inputs.Series("data"), inputs.Number("percent") / 100) },
        ["order_statistic_quantile_ci"] = inputs =>
        {
            var ranks = QuantileRanks.Of(inputs.Whole("n"), inputs.Number("quantile"), inputs.Number("confidence"));
            return new()
            {
                ["lower_rank"] = ranks.Lower ?? double.NaN,
                ["upper_rank"] = ranks.Upper ?? double.NaN,
                ["coverage"] = ranks.Coverage,
            };
        },
        ["min_n_for_finite_upper_limit"] = inputs =>
        {
            var tail = inputs.Text("side", "two-sided") switch
            {
                "two-sided" => (1 - inputs.Number("confidence")) / 2,
                "one-sided" => 1 - inputs.Number("confidence"),
                var other => throw new UnsupportedVectorException($"no side \"{other}\""),
            };
            return new() { ["n"] = inputs.Series("quantiles").Select(quantile => QuantileRanks.LeastCountForUpperLimit(quantile, tail)).ToArray() };
        },
        ["growthbook_quantile_difference"] = inputs =>
        {
            if (inputs.Text("prior", "flat") is var prior and not "flat")
                throw new UnsupportedVectorException($"no prior \"{prior}\"");

            // The reference always reads the limits at 95 %, whatever alpha the interval has.
            var effect = QuantileEstimate.Difference(Estimate(inputs.Part("control")), Estimate(inputs.Part("treatment")), 0.95);
            return new()
            {
                ["diff"] = effect.Effect,
                ["stderr"] = effect.StandardError,
                ["ci"] = Domain.Analysis.Means.MeanTest.Interval(effect, inputs.Number("alpha", 0.05)),
            };
        },
    };

    private static QuantileEstimate Estimate(VectorInputs arm) =>
        new(arm.Number("q"), arm.Number("q_lower"), arm.Number("q_upper"), arm.Whole("n"));

    private static ContinuityCorrection Continuity(VectorInputs inputs) =>
        inputs.Flag("continuity", true) ? ContinuityCorrection.Half : ContinuityCorrection.None;

    private static double[] Repeated(VectorInputs inputs, string counts)
    {
        IReadOnlyList<double> values = inputs.Series("values");
        IReadOnlyList<long> times = inputs.Wholes(counts);
        if (times.Count != values.Count || times.Any(count => count is < 0 or > 10_000_000))
            throw new VectorFormatException(inputs.PathOf(counts), $"must hold {values.Count} counts of at least 0");

        return [.. values.Zip(times).SelectMany(pair => Enumerable.Repeat(pair.First, (int)pair.Second))];
    }
}
