using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Multiplicity;

/// <summary>
/// p-values corrected for how many were asked; each answers in the order given, within [0, 1].
/// Holm for promotion (any mistake counts), Benjamini–Hochberg for tables to explore; guardrails stay uncorrected, since a correction would hide harm. Stateless.
/// </summary>
public static class PValueAdjustment
{
    /// <summary>Holm's step-down: max over j ≤ i of min(1, (m−j+1)·p₍ⱼ₎); controls the chance of any false claim. Source: S. Holm (1979).</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or outside [0, 1].</exception>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> pValues)
    {
        var order = Rising(pValues);
        var adjusted = new double[pValues.Count];
        var greatest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
            adjusted[order[rank]] = greatest = Math.Max(greatest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
        return adjusted;
    }

    /// <summary>Benjamini–Hochberg: min over j ≥ i of min(1, m·p₍ⱼ₎/j); controls the expected share of false claims. Source: Benjamini, Hochberg (1995).</summary>
    /// <inheritdoc cref="Holm" />
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> pValues) => StepUp(pValues, pValues.Count);

    /// <summary>Benjamini–Yekutieli: the same times Σ 1/i, valid under any dependence. Source: Benjamini, Yekutieli (2001).</summary>
    /// <inheritdoc cref="Holm" />
    public static IReadOnlyList<double> BenjaminiYekutieli(IReadOnlyList<double> pValues) =>
        StepUp(pValues, pValues.Count * Enumerable.Range(1, pValues.Count).Sum(rank => 1.0 / rank));

    /// <summary>Šidák in one step: 1 − (1−p)^m, for independent tests. Source: Z. Šidák (1967).</summary>
    /// <param name="pValues">Each in [0, 1].</param>
    /// <param name="tests">m, how many were asked, at least 1; may exceed the values given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of bounds.</exception>
    public static IReadOnlyList<double> Sidak(IReadOnlyList<double> pValues, int tests)
    {
        Require.AtLeast(1, tests);
        foreach (var p in pValues)
            Require.Unit(p, nameof(pValues));
        return [.. pValues.Select(p => p == 1 ? 1
            : -Logarithm.ExponentialMinusOne(tests * Logarithm.OfOnePlus(-p)))];
    }

    private static double[] StepUp(IReadOnlyList<double> pValues, double factor)
    {
        var order = Rising(pValues);
        var adjusted = new double[pValues.Count];
        var least = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
            adjusted[order[rank]] = least = Math.Min(least, factor * pValues[order[rank]] / (rank + 1));
        return adjusted;
    }

    private static int[] Rising(IReadOnlyList<double> pValues)
    {
        foreach (var p in pValues)
            Require.Unit(p, nameof(pValues));
        return [.. Enumerable.Range(0, pValues.Count).OrderBy(at => pValues[at])];
    }
}
