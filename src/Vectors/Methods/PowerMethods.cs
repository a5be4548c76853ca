using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Power;
using ControlPlane.Domain.Experiments;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Power and sample size.</summary>
internal static class PowerMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["sample_size_two_proportions"] = inputs =>
        {
            if (inputs.Text("tails", "one tail counted") is var tails and not "one tail counted")
                throw new UnsupportedVectorException($"no tails \"{tails}\"");

            return new()
            {
                ["n_per_arm"] = new ProportionPower(inputs.Number("p1"), inputs.Number("p2"), inputs.Number("ratio", 1))
                    .UnitsFor(inputs.Number("power"), inputs.Number("alpha"), inputs.Side()),
            };
        },
        ["power_two_proportions"] = inputs => new()
        {
            ["power"] = new ProportionPower(inputs.Number("p2") + inputs.Number("diff"), inputs.Number("p2"), inputs.Number("ratio", 1))
                .Power(inputs.Number("n1"), inputs.Number("alpha")),
        },
        ["cohens_h"] = inputs => new() { ["h"] = ProportionPower.CohensH(inputs.Number("p1"), inputs.Number("p2")) },
        ["power_normal_two_sample"] = inputs => new()
        {
            ["power"] = MeanPower.Normal(inputs.Number("effect_size"), inputs.Number("n_per_arm"), inputs.Number("alpha")),
        },
        ["power_t_two_sample"] = inputs => new()
        {
            ["power"] = MeanPower.Student(inputs.Number("d"), inputs.Number("n_per_arm"), inputs.Number("alpha")),
        },
        ["sample_size_two_means_total"] = inputs => new()
        {
            ["n_total"] = inputs.Whole("arms", 2) * Math.Ceiling(SampleSize.PerArmForMeans(
                inputs.Number("mde_abs"), inputs.Number("variance"), inputs.Number("alpha"), inputs.Number("power"))),
        },
        ["sample_size_two_proportions_total"] = inputs => new()
        {
            ["n_total"] = inputs.Whole("arms", 2) * Math.Ceiling(SampleSize.PerArmForShares(
                inputs.Number("p1"), inputs.Number("p2"), inputs.Number("alpha"), inputs.Number("power"))),
        },
        ["growthbook_power_relative"] = inputs => new() { ["power"] = Lift(inputs).Power(inputs.Number("relative_effect")) },
        ["growthbook_mde_relative"] = inputs => new() { ["mde"] = Lift(inputs).SmallestLift(inputs.Number("power")) ?? double.NaN },
    };

    private static RelativeLiftPower Lift(VectorInputs inputs)
    {
        var arms = inputs.Whole("arms", 2);
        return arms >= 2
            ? new(new MetricSample(inputs.Whole("n_total") / arms, inputs.Number("mean"), inputs.Number("variance")), inputs.Number("alpha"))
            : throw new VectorFormatException(inputs.PathOf("arms"), $"{arms} is below 2");
    }
}
