using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Shares: intervals, tests, exact tests, rates.</summary>
internal static class ProportionMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["wilson_interval"] = inputs => new() { ["ci"] = ProportionInterval.Wilson(inputs.Proportion(), inputs.Number("confidence")) },
        ["clopper_pearson_interval"] = inputs => new() { ["ci"] = ProportionInterval.ClopperPearson(inputs.Proportion(), inputs.Number("confidence")) },
        ["jeffreys_interval"] = inputs => new() { ["ci"] = ProportionInterval.Jeffreys(inputs.Proportion(), inputs.Number("confidence")) },
        ["agresti_coull_interval"] = inputs => new() { ["ci"] = ProportionInterval.AgrestiCoull(inputs.Proportion(), inputs.Number("confidence")) },
        ["zero_failures_upper_bound"] = ZeroFailures,
        ["two_proportion_diff_ci_newcombe"] = inputs => Difference(inputs, ProportionDifference.Newcombe),
        ["two_proportion_diff_ci_agresti_caffo"] = inputs => Difference(inputs, ProportionDifference.AgrestiCaffo),
        ["two_proportion_diff_ci_wald"] = inputs => Difference(inputs, ProportionDifference.Wald),
        ["two_proportion_diff_ci_miettinen_nurminen"] = inputs => Difference(inputs, ProportionDifference.MiettinenNurminen),
        ["two_proportion_z"] = TwoProportions,
        ["k_proportion_chi_square"] = inputs =>
        {
            var test = ProportionTest.Homogeneity(Arms(inputs));
            return new() { ["statistic"] = test.Statistic, ["df"] = test.DegreesOfFreedom ?? double.NaN, ["p"] = test.PValue };
        },
        ["pairwise_two_proportion_z_holm"] = Pairwise,
        ["binomial_test_two_sided"] = inputs => new() { ["p"] = BinomialTest.TwoSided(inputs.Proportion(), inputs.Number("p")) },
        ["fisher_exact_two_sided"] = inputs => Fisher(inputs, Alternative.TwoSided),
        ["fisher_exact_one_sided_greater"] = inputs => Fisher(inputs, Alternative.Greater),
        ["boschloo_exact_less"] = inputs =>
        {
            var (top, bottom) = TwoByTwo(inputs);
            var test = BoschlooTest.Less(Sample(inputs, top[0], bottom[0]), Sample(inputs, top[1], bottom[1]));
            return new() { ["fisher_p"] = test.Statistic, ["p"] = test.PValue };
        },
        ["poisson_two_rates_score"] = inputs =>
        {
            var test = RateTest.Score(Rate(inputs, 1), Rate(inputs, 2));
            return new() { ["z"] = test.Statistic, ["p_two_sided"] = test.PValue };
        },
        ["poisson_two_rates_conditional_exact_greater"] = inputs => new()
        {
            ["p"] = RateTest.ExactGreater(Rate(inputs, 1), Rate(inputs, 2)),
            ["p_mid"] = RateTest.MidGreater(Rate(inputs, 1), Rate(inputs, 2)),
        },
        ["non_inferiority_two_proportions_wald"] = inputs =>
        {
            var answer = ProportionTest.NonInferior(
                inputs.Part("candidate").Proportion(), inputs.Part("champion").Proportion(), inputs.Number("margin"), inputs.Number("alpha_one_sided"));
            return new()
            {
                ["z"] = answer.Test.Statistic,
                ["p"] = answer.Test.PValue,
                ["lower"] = answer.LowerLimit,
                ["non_inferior"] = answer.IsShown,
            };
        },
        ["stratified_proportion_difference"] = inputs =>
        {
            if (inputs.Text("weights", "total users of the period") is var weights and not "total users of the period")
                throw new UnsupportedVectorException($"no weights \"{weights}\"");

            var difference = StratifiedDifference.Of(
                [.. inputs.Parts("periods").Select(period => (period.Part("control").Proportion(), period.Part("treatment").Proportion()))]);
            return new()
            {
                ["pooled_difference"] = difference.Pooled,
                ["per_period"] = difference.PerPeriod.ToArray(),
                ["stratified_difference"] = difference.Stratified,
            };
        },
    };

    private static VectorResults ZeroFailures(VectorInputs inputs)
    {
        if (inputs.Whole("x", 0) != 0)
            throw new VectorFormatException(inputs.PathOf("x"), "must be 0: the method is for no events at all");

        var confidence = inputs.Number("confidence");
        return inputs.Text("side", "one-sided") switch
        {
            "one-sided" => new() { ["upper"] = ProportionInterval.UpperLimitWithoutEvents(inputs.Whole("n"), confidence) },
            "two-sided" => new() { ["upper"] = ProportionInterval.UpperLimitWithoutEvents(inputs.Whole("n"), (1 + confidence) / 2) },
            var other => throw new UnsupportedVectorException($"no side \"{other}\""),
        };
    }

    private static VectorResults Difference(VectorInputs inputs, Func<ProportionSample, ProportionSample, double, ConfidenceInterval> method) =>
        new() { ["ci"] = method(inputs.Proportion("x1", "n1"), inputs.Proportion("x2", "n2"), inputs.Number("confidence")) };

    private static VectorResults TwoProportions(VectorInputs inputs)
    {
        var test = Test(inputs)(inputs.Proportion("x1", "n1"), inputs.Proportion("x2", "n2"), inputs.Side());
        return new() { ["z"] = test.Statistic, ["p"] = test.PValue };
    }

    private static VectorResults Pairwise(VectorInputs inputs)
    {
        var arms = Arms(inputs);
        var test = Test(inputs);
        var raw = inputs.Table("pairs").Select((pair, at) =>
            pair.Count == 2 && pair.All(arm => arm >= 0 && arm < arms.Length)
                ? test(arms[pair[0]], arms[pair[1]], Alternative.TwoSided).PValue
                : throw new VectorFormatException($"{inputs.PathOf("pairs")}[{at}]", $"must name two of the {arms.Length} arms")).ToArray();
        return new() { ["raw_p"] = raw, ["holm_p"] = Domain.Analysis.Multiplicity.PValueAdjustment.Holm(raw).ToArray() };
    }

    private static Func<ProportionSample, ProportionSample, Alternative, TestResult> Test(VectorInputs inputs) => inputs.Text("variance", "pooled") switch
    {
        "pooled" => ProportionTest.Pooled,
        "unpooled" => ProportionTest.Unpooled,
        var other => throw new UnsupportedVectorException($"no variance \"{other}\""),
    };

    private static VectorResults Fisher(VectorInputs inputs, Alternative alternative)
    {
        var (first, second) = TwoByTwo(inputs);
        return new() { ["p"] = FisherTest.PValue(Sample(inputs, first[0], first[1]), Sample(inputs, second[0], second[1]), alternative) };
    }

    private static (IReadOnlyList<long> First, IReadOnlyList<long> Second) TwoByTwo(VectorInputs inputs)
    {
        var table = inputs.Table("table");
        return table.Count == 2 && table.All(row => row.Count == 2 && row.All(count => count >= 0))
            ? (table[0], table[1])
            : throw new VectorFormatException(inputs.PathOf("table"), "must be 2 rows of 2 counts of at least 0");
    }

    private static ProportionSample Sample(VectorInputs inputs, long events, long others) => events + others > 0
        ? new(events, events + others)
        : throw new VectorFormatException(inputs.PathOf("table"), "has an arm without trials");

    private static ProportionSample[] Arms(VectorInputs inputs)
    {
        IReadOnlyList<long> events = inputs.Wholes("success"), trials = inputs.Wholes("n");
        return events.Count == trials.Count
            ? [.. events.Zip(trials, (x, n) => new ProportionSample(x, n))]
            : throw new VectorFormatException(inputs.PathOf("n"), $"has {trials.Count} values where {events.Count} are needed");
    }

    private static EventRate Rate(VectorInputs inputs, int arm) => new(inputs.Whole($"count{arm}"), inputs.Number($"exposure{arm}"));
}
