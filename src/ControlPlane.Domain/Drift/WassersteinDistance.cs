using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// Wasserstein distance of order 1 in one dimension, ∫|F − G|: how far values must move on average, in their own units.
/// Source: S. S. Vallender (1974). Stateless.
/// </summary>
public static class WassersteinDistance
{
    /// <summary>Least standard deviation that distances are divided by, as Evidently does, so that a constant reference does not divide by 0.</summary>
    public const double LeastSpread = 0.001;

    /// <summary>Distance of values that weigh the same.</summary>
    public static double Of(IReadOnlyList<double> reference, IReadOnlyList<double> current) =>
        Of(reference, Ones(reference), current, Ones(current));

    /// <summary>Distance of weighted values, such as bin centres with counts.</summary>
    /// <param name="reference">Values, finite, any order, at least one.</param>
    /// <param name="referenceWeights">Weights of at least 0, any scale.</param>
    /// <param name="current">Values of the current window.</param>
    /// <param name="currentWeights">Their weights.</param>
    /// <exception cref="ArgumentException">Lists differ in length or hold impossible numbers.</exception>
    public static double Of(
        IReadOnlyList<double> reference, IReadOnlyList<double> referenceWeights, IReadOnlyList<double> current, IReadOnlyList<double> currentWeights)
    {
        var steps = Steps(reference, referenceWeights, 1).Concat(Steps(current, currentWeights, -1)).OrderBy(step => step.Value).ToArray();
        double distance = 0, difference = 0;
        for (var at = 0; at < steps.Length - 1; at++)
        {
            difference += steps[at].Share;
            distance += Math.Abs(difference) * (steps[at + 1].Value - steps[at].Value);
        }

        return distance;
    }

    /// <summary>Distance in standard deviations of the reference (divisor n), at least <see cref="LeastSpread"/>; about 0.1 counts as drift.</summary>
    public static double InReferenceSpreads(IReadOnlyList<double> reference, IReadOnlyList<double> current)
    {
        var moments = Analysis.Means.SampleMoments.Of(reference);
        var spread = Math.Sqrt(moments.SquaredDeviations / Math.Max(1, moments.Count));
        return Of(reference, current) / Math.Max(spread, LeastSpread);
    }

    private static IEnumerable<(double Value, double Share)> Steps(IReadOnlyList<double> values, IReadOnlyList<double> weights, int sign)
    {
        Require.AllFinite(values, 1);
        Require.Weights(weights, 1);
        Require.SameLength(values, weights);
        var whole = weights.Sum();
        return values.Zip(weights, (value, weight) => (value, sign * weight / whole));
    }

    private static double[] Ones(IReadOnlyList<double> values) => [.. values.Select(_ => 1.0)];
}
