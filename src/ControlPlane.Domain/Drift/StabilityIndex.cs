using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// Population stability index: Σ (a − e)·ln(a/e) over bins with expected share e and actual share a; 0 = same, without unit.
/// The customary limits 0.1 and 0.25 ignore how many rows there are, so a verdict also holds it against <see cref="NullQuantile"/>.
/// Source: B. Yurdakul, "Statistical properties of population stability index" (2018). Stateless.
/// </summary>
public static class StabilityIndex
{
    /// <summary>Index above which drift is reported by custom.</summary>
    public const double CustomaryLimit = 0.1;

    /// <summary>The index of bin counts or shares as they are; infinite when a bin is empty on one side only.</summary>
    /// <param name="expected">Reference, at least 0, any scale.</param>
    /// <param name="actual">Current window, same bins.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold impossible numbers.</exception>
    public static double Of(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        var (reference, current) = Shares.Of(expected, actual);
        return Sum(reference, current);
    }

    /// <summary>The index of counts after adding a half to every bin on both sides: an empty bin then speaks as loud as the rows behind it, not as a chosen constant.</summary>
    /// <param name="expected">Reference counts, at least 0.</param>
    /// <param name="actual">Current counts, same bins.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold impossible numbers.</exception>
    public static double Smoothed(IReadOnlyList<long> expected, IReadOnlyList<long> actual) =>
        Of(WithHalf(expected, nameof(expected)), WithHalf(actual, nameof(actual)));

    /// <summary>The index after putting a constant into empty bins, as other tools do; the constant then decides. For comparison only.</summary>
    /// <param name="expected">Reference, at least 0, any scale.</param>
    /// <param name="actual">Current window, same bins.</param>
    /// <param name="fill">Share put into an empty bin, above 0; the others are not rescaled.</param>
    /// <exception cref="ArgumentException">The lists differ in length or an argument is out of bounds.</exception>
    public static double Filled(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double fill)
    {
        Require.Positive(fill);
        var (reference, current) = Shares.Of(expected, actual);
        return Sum([.. reference.Select(share => share == 0 ? fill : share)], [.. current.Select(share => share == 0 ? fill : share)]);
    }

    /// <summary>Mean of the index when nothing drifted: (bins − 1)·(1/n + 1/m).</summary>
    /// <param name="referenceRows">n, at least 1.</param>
    /// <param name="currentRows">m, at least 1.</param>
    /// <param name="bins">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double NullMean(long referenceRows, long currentRows, int bins) =>
        (Require.AtLeast(2, bins) - 1) * PerRow(referenceRows, currentRows);

    /// <summary>Index that is exceeded with a chance when nothing drifted: χ²_{1−chance, bins−1}·(1/n + 1/m).</summary>
    /// <param name="referenceRows">n, at least 1.</param>
    /// <param name="currentRows">m, at least 1.</param>
    /// <param name="bins">At least 2.</param>
    /// <param name="chance">Inside (0, 1), such as 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double NullQuantile(long referenceRows, long currentRows, int bins, double chance) =>
        ChiSquareTail.UpperQuantile(chance, Require.AtLeast(2, bins) - 1) * PerRow(referenceRows, currentRows);

    private static double PerRow(long referenceRows, long currentRows) =>
        (1.0 / Require.AtLeast(1, referenceRows)) + (1.0 / Require.AtLeast(1, currentRows));

    private static double[] WithHalf(IReadOnlyList<long> counts, string name) => [.. counts.Select(count => Require.AtLeast(0, count, name) + 0.5)];

    private static double Sum(double[] expected, double[] actual) =>
        expected.Zip(actual, (e, a) => e == a ? 0 : e == 0 || a == 0 ? double.PositiveInfinity : (a - e) * Math.Log(a / e)).Sum();
}
