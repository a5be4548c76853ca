using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Means;

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// What is believed about mean and variance of normal rewards together: normal–inverse-gamma (m, κ, α, β).
/// The mean alone is Student's t with 2α degrees of freedom around m with scale √(β/(ακ)).
/// Source: K. P. Murphy, "Conjugate Bayesian analysis of the Gaussian distribution" (2007). Immutable.
/// </summary>
public readonly record struct NormalInverseGamma
{
    /// <summary>Known parameters.</summary>
    /// <param name="mean">m, in the reward's units.</param>
    /// <param name="kappa">κ, how many rewards the mean is worth, above 0.</param>
    /// <param name="alpha">α, half as many as the variance is worth, above 0.</param>
    /// <param name="beta">β, half a sum of squares, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of bounds.</exception>
    public NormalInverseGamma(double mean, double kappa, double alpha, double beta)
    {
        Mean = Require.Finite(mean);
        Kappa = Require.Positive(kappa);
        Alpha = Require.Positive(alpha);
        Beta = Require.Positive(beta);
    }

    /// <summary>m.</summary>
    public double Mean { get; }

    /// <summary>κ.</summary>
    public double Kappa { get; }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <summary>β.</summary>
    public double Beta { get; }

    /// <summary>Variance of the mean's marginal: β/((α−1)κ); infinite up to α = 1.</summary>
    public double VarianceOfMean => Alpha > 1 ? Beta / ((Alpha - 1) * Kappa) : double.PositiveInfinity;

    /// <summary>What is believed after rewards, given by their moments; the same whether they come at once or one by one.</summary>
    public NormalInverseGamma After(SampleMoments rewards) => After(rewards.Count, rewards.Mean, rewards.SquaredDeviations);

    /// <summary>The same for rewards that were weighted down, so that their count is a fraction.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="mean">Their mean, finite.</param>
    /// <param name="squaredDeviations">Σ(r − mean)², at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public NormalInverseGamma After(double count, double mean, double squaredDeviations)
    {
        if (Require.NotNegative(count) == 0)
            return this;

        double kappa = Kappa + count, difference = Require.Finite(mean) - Mean;
        return new(
            Mean + (difference * count / kappa),
            kappa,
            Alpha + (count / 2),
            Beta + (Require.NotNegative(squaredDeviations) / 2) + (Kappa * count * difference * difference / (2 * kappa)));
    }

    /// <summary>Interval for the mean with equal tails.</summary>
    /// <param name="mass">Probability inside, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The mass is out of bounds.</exception>
    public ConfidenceInterval Interval(double mass) => ConfidenceInterval.Around(
        Mean, Math.Sqrt(Beta / (Alpha * Kappa)) * StudentTail.UpperQuantile((1 - Require.InsideUnit(mass)) / 2, 2 * Alpha));
}
