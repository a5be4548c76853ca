using ControlPlane.Domain.Analysis.Multiplicity;
using ControlPlane.Domain.Analysis.SampleRatios;

namespace ControlPlane.Vectors.Methods;

/// <summary>Many p-values at once, and the split that all of them rest on.</summary>
internal static class MultiplicityMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["holm"] = inputs => Adjusted(PValueAdjustment.Holm(inputs.Series("p"))),
        ["benjamini_hochberg"] = inputs => Adjusted(PValueAdjustment.BenjaminiHochberg(inputs.Series("p"))),
        ["benjamini_yekutieli"] = inputs => Adjusted(PValueAdjustment.BenjaminiYekutieli(inputs.Series("p"))),
        ["sidak_single_step"] = inputs => Adjusted(PValueAdjustment.Sidak(inputs.Series("p"), inputs.Has("m") ? inputs.Count("m") : inputs.Series("p").Count)),
        ["srm_chi_square"] = inputs =>
        {
            var test = SampleRatioTest.ChiSquare(inputs.Wholes("observed"), inputs.Series("weights"));
            return new() { ["statistic"] = test.Statistic, ["df"] = test.DegreesOfFreedom ?? double.NaN, ["p"] = test.PValue };
        },
    };

    private static VectorResults Adjusted(IReadOnlyList<double> pValues) => new() { ["adjusted"] = pValues.ToArray() };
}
