using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Bandits;

/// <summary>ε-greedy: the best mean gets all but ε, and ε is shared by everyone. Stateless.</summary>
public static class EpsilonGreedy
{
    /// <summary>Weights per arm: 1 − ε + ε/k for the best, ε/k for each other. An arm never pulled counts as best, as with UCB1, so each is tried once.</summary>
    /// <param name="arms">At least one.</param>
    /// <param name="epsilon">Share for exploring, 0 to 1.</param>
    /// <returns>Weights in order, summing to 1; the first of equally good arms counts as best.</returns>
    /// <exception cref="ArgumentException">There is no arm, or ε is out of bounds.</exception>
    public static IReadOnlyList<double> Weights(IReadOnlyList<ArmSummary> arms, double epsilon)
    {
        if (arms.Count == 0)
            throw new ArgumentException("needs at least 1 arm", nameof(arms));

        var share = Require.Unit(epsilon) / arms.Count;
        var best = Enumerable.Range(0, arms.Count).MaxBy(arm => arms[arm].Pulls == 0 ? double.PositiveInfinity : arms[arm].MeanReward);
        return [.. arms.Select((_, arm) => arm == best ? 1 - epsilon + share : share)];
    }
}
