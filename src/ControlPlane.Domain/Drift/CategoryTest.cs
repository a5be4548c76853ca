using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Drift;

/// <summary>Chi-square tests of category counts; want expected counts of at least 5. Source: K. Pearson (1900). Stateless.</summary>
public static class CategoryTest
{
    /// <summary>
    /// Do samples share one distribution? Each row is a sample, all uncertain; columns without counts leave the test.
    /// The right one for drift, for the reference is a sample, too.
    /// </summary>
    /// <param name="table">At least two rows of equal length, counts of at least 0.</param>
    /// <exception cref="ArgumentException">The table is not of that shape, or has a row without counts.</exception>
    public static TestResult Homogeneity(IReadOnlyList<IReadOnlyList<long>> table)
    {
        if (table.Count < 2)
            throw new ArgumentException($"needs at least 2 rows, has {table.Count}", nameof(table));
        foreach (var row in table)
        {
            Require.SameLength(table[0], row, nameof(table));
            foreach (var count in row)
                Require.AtLeast(0, count, nameof(table));
        }

        var rows = table.Select(row => (double)row.Sum()).ToArray();
        if (rows.Any(row => row == 0))
            throw new ArgumentException("has a row without counts", nameof(table));

        var columns = Enumerable.Range(0, table[0].Count).Select(column => (Place: column, Sum: table.Sum(row => (double)row[column])))
            .Where(column => column.Sum > 0).ToArray();
        var whole = rows.Sum();
        var statistic = table.Select((row, at) => columns.Sum(column => Term(row[column.Place], rows[at] * column.Sum / whole))).Sum();
        return Judged(statistic, (table.Count - 1) * (columns.Length - 1));
    }

    /// <summary>
    /// Does the current window follow the reference's shares, taken as known exactly? Only where the reference is far larger.
    /// Infinite when a category is new; categories absent from both leave the test.
    /// </summary>
    /// <param name="reference">Counts or weights, at least 0.</param>
    /// <param name="current">Counts of the same categories.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold impossible numbers.</exception>
    public static TestResult AgainstKnown(IReadOnlyList<double> reference, IReadOnlyList<long> current)
    {
        Require.Weights(reference, 1);
        Require.SameLength(reference, current);
        foreach (var count in current)
            Require.AtLeast(0, count, nameof(current));

        double whole = reference.Sum(), all = current.Sum();
        var categories = reference.Zip(current).Where(category => category.First > 0 || category.Second > 0).ToArray();
        return Judged(categories.Sum(category => Term(category.Second, all * category.First / whole)), categories.Length - 1);
    }

    private static double Term(double observed, double expected) => expected == 0
        ? (observed == 0 ? 0 : double.PositiveInfinity)
        : (observed - expected) * (observed - expected) / expected;

    // One category only cannot differ.
    private static TestResult Judged(double statistic, int degrees) =>
        new(statistic, degrees == 0 ? 1 : ChiSquareTail.Above(statistic, degrees)) { DegreesOfFreedom = degrees };
}
