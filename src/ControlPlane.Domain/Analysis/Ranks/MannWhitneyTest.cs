using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Ranks;

/// <summary>
/// Mann–Whitney U: does one sample tend to larger values? U counts pairs in which the first is greater, ties as half.
/// Normal approximation with tie and continuity correction, exact by counting without ties. Compares whole distributions, not means.
/// Source: H. B. Mann, D. R. Whitney (1947). Immutable.
/// </summary>
public sealed class MannWhitneyTest
{
    /// <summary>Largest product of sample sizes for which the exact law is counted.</summary>
    public const long MostPairsForExact = 40_000;

    private readonly double _spread;

    /// <summary>Ranks two samples.</summary>
    /// <param name="first">At least one finite value.</param>
    /// <param name="second">At least one finite value.</param>
    /// <exception cref="ArgumentException">A sample is empty, or a value is NaN or infinite.</exception>
    public MannWhitneyTest(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Require.AllFinite(first, 1);
        Require.AllFinite(second, 1);
        (FirstCount, SecondCount) = (first.Count, second.Count);
        var ranks = MidRanks.Of([.. first, .. second]);
        U = ranks.Ranks.Take(first.Count).Sum() - (first.Count * (first.Count + 1.0) / 2);
        HasTies = ranks.TieTerm > 0;

        double all = first.Count + second.Count;
        _spread = Math.Sqrt((double)first.Count * second.Count / 12 * (all + 1 - (all > 1 ? ranks.TieTerm / (all * (all - 1)) : 0)));
    }

    /// <summary>Size of the first sample.</summary>
    public int FirstCount { get; }

    /// <summary>Size of the second sample.</summary>
    public int SecondCount { get; }

    /// <summary>U of the first sample, 0 to m·n.</summary>
    public double U { get; }

    /// <summary>Whether any two values are equal.</summary>
    public bool HasTies { get; }

    /// <summary>p-value of the normal approximation; 1 when all values are equal.</summary>
    /// <param name="alternative">Greater = the first sample tends to larger values.</param>
    /// <param name="continuity">Whether U is moved half a step towards its mean, as is usual.</param>
    public double Asymptotic(Alternative alternative, ContinuityCorrection continuity = ContinuityCorrection.Half)
    {
        if (_spread == 0)
            return 1;

        var half = continuity == ContinuityCorrection.Half ? 0.5 : 0;
        var distance = U - ((double)FirstCount * SecondCount / 2);
        return alternative switch
        {
            Alternative.TwoSided => Math.Min(1, 2 * NormalTail.Above((Math.Abs(distance) - half) / _spread)),
            Alternative.Greater => NormalTail.Above((distance - half) / _spread),
            Alternative.Less => NormalTail.Below((distance + half) / _spread),
            _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "unknown alternative"),
        };
    }

    /// <summary>Exact p-value; null with ties or beyond <see cref="MostPairsForExact"/> pairs, where the count would not hold or not end.</summary>
    public double? Exact(Alternative alternative)
    {
        if (HasTies || (long)FirstCount * SecondCount > MostPairsForExact)
            return null;

        // Without ties U is whole; the law is symmetric, so "at least U" is "at most m·n − U".
        var pairs = (long)FirstCount * SecondCount;
        var u = (long)Math.Round(U);
        var cumulative = ExactCumulative(FirstCount, SecondCount);
        return alternative switch
        {
            Alternative.TwoSided => Math.Min(1, 2 * cumulative[(int)Math.Min(u, pairs - u)]),
            Alternative.Greater => cumulative[(int)(pairs - u)],
            Alternative.Less => cumulative[(int)u],
            _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "unknown alternative"),
        };
    }

    /// <summary>
    /// P(U ≤ k) for k = 0 … m·n without ties, by the recursion f(m, n, u) = m/(m+n)·f(m−1, n, u−n) + n/(m+n)·f(m, n−1, u).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1 or there are too many pairs.</exception>
    public static IReadOnlyList<double> ExactCumulative(int first, int second)
    {
        Require.AtLeast(1, first);
        Require.AtLeast(1, second);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first * second, MostPairsForExact, nameof(first));

        var row = Enumerable.Range(0, second + 1).Select(_ => new double[] { 1 }).ToArray();
        for (var m = 1; m <= first; m++)
        {
            var next = new double[second + 1][];
            next[0] = [1];
            for (var n = 1; n <= second; n++)
                next[n] = Mixed(row[n], n, (double)m / (m + n), next[n - 1], (m * n) + 1);
            row = next;
        }

        var cumulative = row[second];
        for (var u = 1; u < cumulative.Length; u++)
            cumulative[u] += cumulative[u - 1];
        return cumulative;
    }

    private static double[] Mixed(double[] shifted, int shift, double weight, double[] kept, int length)
    {
        var law = new double[length];
        for (var u = 0; u < shifted.Length; u++)
            law[u + shift] += weight * shifted[u];
        for (var u = 0; u < kept.Length; u++)
            law[u] += (1 - weight) * kept[u];
        return law;
    }
}
