using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Ranks;

/// <summary>
/// How far one sample lies above another: the Hodges–Lehmann estimate, median of all pairwise differences,
/// and the interval of shifts that a Mann–Whitney test does not reject, which are order statistics of the same differences (Moses).
/// Root finding on the test statistic, as some judges do it, answers residue where many differences are equal; order statistics do not.
/// Source: J. L. Hodges, E. L. Lehmann (1963); L. E. Moses (1953). Immutable.
/// </summary>
/// <param name="Estimate">Hodges–Lehmann estimate, in the values' units.</param>
/// <param name="Interval">Two-sided interval, same units.</param>
public sealed record RankShift(double Estimate, ConfidenceInterval Interval)
{
    /// <summary>Most values per sample: all pairs are held.</summary>
    public const int MostValues = 3_000;

    /// <summary>Shift of the first sample against the second.</summary>
    /// <param name="first">At least one finite value.</param>
    /// <param name="second">At least one finite value.</param>
    /// <param name="confidence">Two-sided, inside (0, 1); by the normal approximation with continuity correction.</param>
    /// <exception cref="ArgumentException">A sample is empty or too long, or an argument is out of bounds.</exception>
    public static RankShift Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence)
    {
        Require.AllFinite(first, 1);
        Require.AllFinite(second, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first.Count, MostValues, nameof(first));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(second.Count, MostValues, nameof(second));

        var differences = new double[first.Count * second.Count];
        for (var at = 0; at < differences.Length; at++)
            differences[at] = first[at / second.Count] - second[at % second.Count];
        Array.Sort(differences);

        return new(Median(differences), Limits(differences, Excluded(first, second, confidence)));
    }

    // How many differences at each end lie outside the interval. Under a shift just above the k-th difference U is m·n − k;
    // the limit is the first difference at which the test stops rejecting, or the outermost when it never rejects.
    private static int Excluded(IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence)
    {
        double m = first.Count, n = second.Count, all = m + n;
        // Ties within a sample stay ties under every shift; ties between samples do not.
        var ties = MidRanks.Of(first).TieTerm + MidRanks.Of(second).TieTerm;
        var spread = Math.Sqrt(m * n / 12 * (all + 1 - (ties / (all * Math.Max(1, all - 1)))));
        var reach = (NormalTail.TwoSidedQuantile(confidence) * spread) + 0.5;
        return (int)Math.Max(0, Math.Ceiling((m * n / 2) - reach) - 1);
    }

    private static ConfidenceInterval Limits(double[] differences, int excluded) =>
        new(differences[excluded], differences[differences.Length - 1 - excluded]);

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
