using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// UCB1: pull the arm whose mean could still be highest. Deterministic, so with batched updates a whole batch goes to one arm;
/// kept for comparison with policies that give weights. Source: P. Auer, N. Cesa-Bianchi, P. Fischer (2002). Stateless.
/// </summary>
public static class UpperConfidenceBound
{
    /// <summary>Index per arm: mean + c·√(2 ln N/n), N pulls in all; infinity for an arm never pulled.</summary>
    /// <param name="arms">At least one.</param>
    /// <param name="exploration">c, at least 0; 1 is the paper's.</param>
    /// <exception cref="ArgumentException">There is no arm, or c is out of bounds.</exception>
    public static IReadOnlyList<double> Indices(IReadOnlyList<ArmSummary> arms, double exploration = 1)
    {
        if (arms.Count == 0)
            throw new ArgumentException("needs at least 1 arm", nameof(arms));

        Require.NotNegative(exploration);
        var logPulls = Math.Log(Math.Max(1, arms.Sum(arm => arm.Pulls)));
        return [.. arms.Select(arm => arm.Pulls == 0
            ? double.PositiveInfinity
            : arm.MeanReward + (exploration * Math.Sqrt(2 * logPulls / arm.Pulls)))];
    }

    /// <summary>Place of the arm to pull: the highest index, the first of equals.</summary>
    /// <inheritdoc cref="Indices" />
    public static int Choose(IReadOnlyList<ArmSummary> arms, double exploration = 1)
    {
        var indices = Indices(arms, exploration);
        return Enumerable.Range(0, indices.Count).MaxBy(arm => indices[arm]);
    }

    /// <summary>Bound on the expected regret after T pulls: 8·Σ ln T/Δ + (1 + π²/3)·ΣΔ over arms that are Δ &gt; 0 worse than the best.</summary>
    /// <param name="means">True mean rewards in [0, 1].</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <returns>Rewards lost.</returns>
    /// <exception cref="ArgumentException">An argument is out of bounds.</exception>
    public static double RegretBound(IReadOnlyList<double> means, long horizon)
    {
        Require.AllFinite(means, 1);
        Require.AtLeast(1, horizon);
        var best = means.Max();
        var gaps = means.Select(mean => best - Require.Unit(mean, nameof(means))).Where(gap => gap > 0).ToArray();
        return (8 * gaps.Sum(gap => Math.Log(horizon) / gap)) + ((1 + (Math.PI * Math.PI / 3)) * gaps.Sum());
    }
}
