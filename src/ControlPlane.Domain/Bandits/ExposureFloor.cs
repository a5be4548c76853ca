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

    /// <summary>The same with a floor per arm: p = fᵢ + (1 − Σf)·w.</summary>
    /// <param name="weights">At least 0; scaled to sum to 1.</param>
    /// <param name="floors">At least 0; from a sum of 1 on they are the weights, scaled to sum to 1.</param>
    /// <returns>Weights in order, summing to 1.</returns>
    /// <exception cref="ArgumentException">Weights or floors are impossible, or the lists differ in length.</exception>
    public static IReadOnlyList<double> Apply(IReadOnlyList<double> weights, IReadOnlyList<double> floors)
    {
        Require.Weights(weights, 1);
        Require.SameLength(weights, floors);
        foreach (var floor in floors)
            Require.NotNegative(floor, nameof(floors));

        double sum = weights.Sum(), kept = floors.Sum(), scale = Math.Max(1, kept);
        return [.. weights.Select((weight, arm) => (floors[arm] / scale) + (Math.Max(0, 1 - kept) * (weight / sum)))];
    }
}
