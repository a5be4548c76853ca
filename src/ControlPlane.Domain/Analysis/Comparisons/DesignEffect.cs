using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// By how much requests of one caller resemble each other: variance of the ratio between assignment cells over the variance that independent units would have.
/// Source: L. Kish, Survey Sampling (1965); the ratio's variance by <see cref="RatioMetric"/>. Stateless.
/// </summary>
internal static class DesignEffect
{
    /// <summary>Cells with units below which a variance between them says too little.</summary>
    public const int LeastCells = 20;

    /// <summary>The factor, at least 1; 1 where cells were not counted.</summary>
    /// <param name="cells">Sums by cell.</param>
    /// <param name="sums">Numerator and denominator of one cell.</param>
    /// <param name="varianceOfUnit">Variance of one unit if units were independent.</param>
    public static double Of(IReadOnlyList<CellEvidence> cells, Func<CellEvidence, (double Part, double Whole)> sums, double varianceOfUnit) =>
        Of([.. cells.Select(sums)], varianceOfUnit);

    /// <inheritdoc cref="Of(IReadOnlyList{CellEvidence}, Func{CellEvidence, ValueTuple{double, double}}, double)" />
    public static double Of(IReadOnlyList<(double Part, double Whole)> cells, double varianceOfUnit)
    {
        var used = cells.Where(c => c.Whole > 0).ToArray();
        if (used.Length == 0 || varianceOfUnit <= 0)
            return 1;

        // With few cells each one counts as a single unit: the largest factor there can be.
        var units = used.Sum(c => c.Whole);
        if (used.Length < LeastCells)
            return Math.Max(1, units / used.Length);

        var between = RatioMetric.Of(PairedMoments.Of([.. used.Select(c => c.Part)], [.. used.Select(c => c.Whole)]));
        return Math.Max(1, between.VarianceOfMean * units / varianceOfUnit);
    }
}
