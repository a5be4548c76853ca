using ControlPlane.Domain.Analysis.Quality;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One number about a version's answers. Immutable.</summary>
/// <param name="Value">Null when it is not estimable.</param>
/// <param name="Low">Lower limit of the 95 % interval; null where the data cannot give one.</param>
/// <param name="High">Upper limit of the 95 % interval; null where the data cannot give one.</param>
/// <param name="Units">Labelled answers it rests on; answers for the coverage.</param>
/// <param name="WhyNot">Why there is no value; null when there is one.</param>
internal sealed record EstimateResource(double? Value, double? Low, double? High, long Units, string? WhyNot)
{
    public static EstimateResource Of(QualityEstimate estimate) =>
        new(estimate.Value, Finite(estimate.Interval.Lower), Finite(estimate.Interval.Upper), estimate.Units, estimate.WhyNot);

    private static double? Finite(double limit) => double.IsFinite(limit) ? limit : null;
}
