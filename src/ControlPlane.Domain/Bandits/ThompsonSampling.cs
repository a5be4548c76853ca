using ControlPlane.Domain.Experiments;

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// Thompson sampling as the control plane needs it: weights for an interval, each arm's chance to be the best, instead of one draw per request.
/// Source: W. R. Thompson (1933). Stateless.
/// </summary>
public static class ThompsonSampling
{
    /// <summary>Weights for rewards of 0 or 1.</summary>
    /// <param name="arms">Posteriors, at least one.</param>
    /// <returns>Weights in order, summing to 1.</returns>
    public static IReadOnlyList<double> Weights(IReadOnlyList<BetaPosterior> arms) => BestArmChance.OfBeta(arms);

    /// <summary>Weights for rewards of any size, by the normal limit of each mean's marginal.</summary>
    /// <param name="arms">Posteriors, at least one, each with a finite variance of the mean (α &gt; 1).</param>
    /// <returns>Weights in order, summing to 1.</returns>
    /// <exception cref="ArgumentException">There is no arm, or one has no finite variance yet.</exception>
    public static IReadOnlyList<double> Weights(IReadOnlyList<NormalInverseGamma> arms) =>
        BestArmChance.OfNormal([.. arms.Select(arm => arm.Mean)], [.. arms.Select(arm => Math.Sqrt(arm.VarianceOfMean))]);
}
