using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>The confidence sequence for a difference of means, in the forms that references publish it.</summary>
internal static class MeanSequenceMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["growthbook_sequential_two_sided_relative"] = inputs => TwoSided(inputs, inputs.Effect(EffectScale.Relative), "lift"),
        ["growthbook_sequential_two_sided_relative_proportion"] = inputs => TwoSided(inputs, inputs.Effect(EffectScale.Relative), "lift"),
        ["growthbook_sequential_p_value"] = inputs => TwoSided(inputs, inputs.Effect(EffectScale.Relative), "lift"),
        ["growthbook_sequential_one_sided_greater"] = inputs =>
        {
            var sequence = Sequence(inputs);
            EffectEstimate relative = inputs.Effect(EffectScale.Relative), absolute = inputs.Effect(EffectScale.Absolute);
            return new()
            {
                ["lift"] = relative.Effect,
                ["lower"] = sequence.LowerLimit(relative, inputs.Units()),
                ["absolute_diff"] = absolute.Effect,
                ["absolute_lower"] = sequence.LowerLimit(absolute, inputs.Units()),
            };
        },
        ["growthbook_equals_howard"] = inputs =>
        {
            var units = inputs.Number("n");
            var unitVariance = new EffectEstimate(0, 1 / Math.Sqrt(units), double.PositiveInfinity);
            return new() { ["half_width"] = Sequence(inputs).Interval(unitVariance, units).Upper };
        },
        ["normal_mixture_z_multiplier"] = inputs =>
        {
            var sequence = new MeanSequence(inputs.Number("alpha"), 1);
            return new() { ["z_equivalent"] = inputs.Series("n_over_tuning").Select(sequence.StandardErrorsWide).ToArray() };
        },
    };

    internal static VectorResults TwoSided(VectorInputs inputs, EffectEstimate effect, string name)
    {
        var sequence = Sequence(inputs);
        return new()
        {
            [name] = effect.Effect,
            ["stderr"] = effect.StandardError,
            ["ci"] = sequence.Interval(effect, inputs.Units()),
            ["p"] = sequence.Evidence(effect, inputs.Units()).PValue,
            ["rho"] = sequence.Rho,
        };
    }

    private static MeanSequence Sequence(VectorInputs inputs) => new(inputs.Number("alpha"), inputs.Number("tuning"));
}
