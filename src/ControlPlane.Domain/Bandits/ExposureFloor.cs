using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Bandits;

/// <summary>
/// Keeps every arm explored: p = f + (1 − k·f)·w. Cutting at the floor and rescaling would take from the arms just above it; this does not. Stateless.
/// </summary>
public static class ExposureFloor
{
    /// <summary>Weights of which none is below the floor.</summary>
    /// <param name="weights">At least 0; scaled to sum to 1.</param>
    /// <param name="floor">f; at or below 0 there is none, from 1/k on all arms are equal.</param>
    /// <returns>Weights in order, summing to 1.</returns>
    /// <exception cref="ArgumentException">The weights or the floor are impossible.</exception>
    public static IReadOnlyList<double> Apply(IReadOnlyList<double> weights, double floor)
    {
        Require.Weights(weights, 1);
        var sum = weights.Sum();
        var least = Math.Clamp(Require.Finite(floor), 0, 1.0 / weights.Count);
        return [.. weights.Select(weight => least + ((1 - (weights.Count * least)) * (weight / sum)))];
    }
}
