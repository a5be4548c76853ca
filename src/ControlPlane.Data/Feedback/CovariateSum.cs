using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Data.Feedback;

/// <summary><see cref="PairedMoments"/> of rewards (first) and their covariates (second), as they lie in a column. Immutable.</summary>
internal sealed record CovariateSum(long Count, double Mean, double SquaredDeviations, double CovariateMean, double CovariateSquaredDeviations, double CoMoment)
{
    public static CovariateSum Of(PairedMoments moments) => new(
        moments.Count, moments.First.Mean, moments.First.SquaredDeviations, moments.Second.Mean, moments.Second.SquaredDeviations, moments.CoMoment);

    public PairedMoments ToMoments() => new(new(Count, Mean, SquaredDeviations), new(Count, CovariateMean, CovariateSquaredDeviations), CoMoment);
}
