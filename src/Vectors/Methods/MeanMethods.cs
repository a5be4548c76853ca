using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Means: t tests, relative lift, ratios, CUPED.</summary>
internal static class MeanMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["welch_t_test"] = inputs =>
        {
            // The references test a − b, an effect is treatment − control: b is the control.
            var test = MeanTest.Welch(Between(inputs, "b", "a"), inputs.Side());
            return new() { ["t"] = test.Statistic, ["df"] = test.DegreesOfFreedom ?? double.NaN, ["p"] = test.PValue };
        },
        ["student_and_welch_t_test"] = inputs =>
        {
            var welch = MeanTest.Welch(Between(inputs, "b", "a"), Alternative.TwoSided);
            var student = MeanTest.Pooled(Sample(inputs, "b"), Sample(inputs, "a"));
            return new()
            {
                ["student_t"] = student.Statistic,
                ["student_df"] = student.DegreesOfFreedom ?? double.NaN,
                ["student_p"] = student.PValue,
                ["welch_t"] = welch.Statistic,
                ["welch_df"] = welch.DegreesOfFreedom ?? double.NaN,
                ["welch_p"] = welch.PValue,
            };
        },
        ["growthbook_two_sided_t_relative"] = inputs => TwoSided(inputs, EffectScale.Relative, "lift"),
        ["growthbook_two_sided_t_absolute"] = inputs => TwoSided(inputs, EffectScale.Absolute, "diff"),
        ["growthbook_two_sided_t_relative_proportion"] = inputs => TwoSided(inputs, EffectScale.Relative, "lift"),
        ["growthbook_one_sided_greater_t_relative"] = inputs =>
        {
            var effect = inputs.Effect(EffectScale.Relative);
            return new()
            {
                ["lift"] = effect.Effect,
                ["stderr"] = effect.StandardError,
                ["lower"] = MeanTest.LowerLimit(effect, inputs.Number("alpha")),
                ["p"] = MeanTest.Welch(effect, Alternative.Greater).PValue,
            };
        },
        ["relative_difference_variance"] = inputs =>
        {
            MetricSample control = Arm(inputs, "a"), treatment = Arm(inputs, "b");
            return new()
            {
                ["absolute"] = Math.Pow(EffectEstimate.Between(control, treatment, EffectScale.Absolute).StandardError, 2),
                ["relative"] = Math.Pow(EffectEstimate.Between(control, treatment, EffectScale.Relative).StandardError, 2),
            };
        },
        ["ratio_metric_delta_variance"] = inputs =>
        {
            var ratio = RatioMetric.Of(PairedMoments.Of(inputs.Series("numerator"), inputs.Series("denominator")));
            return new() { ["ratio"] = ratio.Mean, ["per_unit_variance"] = ratio.Variance, ["stderr"] = Math.Sqrt(ratio.VarianceOfMean) };
        },
        ["cuped_mean_difference"] = inputs =>
        {
            var cuped = new CupedAdjustment(Covariate(inputs.Part("control")), Covariate(inputs.Part("treatment")));
            EffectEstimate plain = cuped.Unadjusted(EffectScale.Absolute), adjusted = cuped.Adjusted(EffectScale.Absolute);
            return new()
            {
                ["theta"] = cuped.Theta,
                ["diff_unadjusted"] = plain.Effect,
                ["diff_adjusted"] = adjusted.Effect,
                ["se_unadjusted"] = plain.StandardError,
                ["se_adjusted"] = adjusted.StandardError,
            };
        },
        ["cuped_theta"] = inputs => new() { ["theta"] = new CupedAdjustment(Covariate(inputs.Part("control")), Covariate(inputs.Part("treatment"))).Theta },
        ["growthbook_sequential_cuped_relative"] = inputs => MeanSequenceMethods.TwoSided(
            inputs,
            new CupedAdjustment(CovariateSums(inputs.Part("control")), CovariateSums(inputs.Part("treatment"))).Adjusted(EffectScale.Relative),
            "lift"),
    };

    private static VectorResults TwoSided(VectorInputs inputs, EffectScale scale, string name)
    {
        var effect = inputs.Effect(scale);
        return new()
        {
            [name] = effect.Effect,
            ["stderr"] = effect.StandardError,
            ["ci"] = MeanTest.Interval(effect, inputs.Number("alpha")),
            ["p"] = MeanTest.Welch(effect, Alternative.TwoSided).PValue,
        };
    }

    private static EffectEstimate Between(VectorInputs inputs, string control, string treatment) =>
        EffectEstimate.Between(Sample(inputs, control), Sample(inputs, treatment), EffectScale.Absolute);

    private static MetricSample Sample(VectorInputs inputs, string name)
    {
        var moments = SampleMoments.Of(inputs.Series(name));
        return moments.Count >= 2 ? moments.ToSample() : throw new VectorFormatException(inputs.PathOf(name), $"needs at least 2 values, has {moments.Count}");
    }

    private static MetricSample Arm(VectorInputs inputs, string arm) =>
        new(inputs.Whole($"n_{arm}"), inputs.Number($"mean_{arm}"), inputs.Number($"var_{arm}"));

    private static PairedMoments Covariate(VectorInputs arm) => PairedMoments.Of(arm.Series("post"), arm.Series("pre"));

    private static PairedMoments CovariateSums(VectorInputs arm)
    {
        SampleMoments Sums(string name) =>
            SampleMoments.FromSums(arm.Whole("n"), arm.Part(name).Number("sum"), arm.Part(name).Number("sum_squares"));

        return PairedMoments.FromSums(Sums("post"), Sums("pre"), arm.Number("post_pre_sum_of_products"));
    }
}
