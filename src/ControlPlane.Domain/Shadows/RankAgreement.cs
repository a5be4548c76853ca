using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Ranks;

namespace ControlPlane.Domain.Shadows;

/// <summary>Whether two models order the same things alike, for rankers and scores. Stateless.</summary>
public static class RankAgreement
{
    /// <summary>Most values for <see cref="Kendall"/>, which looks at all pairs.</summary>
    public const int MostValues = 20_000;

    /// <summary>Spearman's ρ: Pearson's correlation of mid-ranks, −1 to 1; NaN where one side is constant. Source: C. Spearman (1904).</summary>
    /// <param name="first">At least 2 finite scores.</param>
    /// <param name="second">The other model's scores of the same things.</param>
    /// <exception cref="ArgumentException">The lists differ in length, are too short or hold NaN or infinity.</exception>
    public static double Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        RequirePairs(first, second);
        return PairedMoments.Of(MidRanks.Of(first).Ranks, MidRanks.Of(second).Ranks).Correlation;
    }

    /// <summary>Kendall's τ-b: (concordant − discordant)/√((pairs − ties in one)(pairs − ties in other)), −1 to 1; NaN where one side is constant. Source: M. G. Kendall (1945).</summary>
    /// <param name="first">2 to <see cref="MostValues"/> finite scores.</param>
    /// <param name="second">The other model's scores of the same things.</param>
    /// <exception cref="ArgumentException">The lists differ in length, are too short or long, or hold NaN or infinity.</exception>
    public static double Kendall(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        RequirePairs(first, second);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first.Count, MostValues, nameof(first));
        long balance = 0, untiedFirst = 0, untiedSecond = 0;
        for (var i = 1; i < first.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                int one = first[i].CompareTo(first[j]), two = second[i].CompareTo(second[j]);
                balance += one * two;
                untiedFirst += one * one;
                untiedSecond += two * two;
            }
        }

        return balance / Math.Sqrt((double)untiedFirst * untiedSecond);
    }

    /// <summary>Share of the first k things of one ranking that are among the first k of the other, 0 to 1; ties go to the earlier place.</summary>
    /// <param name="first">Scores, higher is better.</param>
    /// <param name="second">The other model's scores of the same things.</param>
    /// <param name="top">k, 1 to the number of things.</param>
    /// <exception cref="ArgumentException">The lists differ in length or an argument is out of bounds.</exception>
    public static double TopOverlap(IReadOnlyList<double> first, IReadOnlyList<double> second, int top)
    {
        RequirePairs(first, second);
        Require.AtLeast(1, top);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, first.Count);
        return (double)Best(first, top).Intersect(Best(second, top)).Count() / top;
    }

    private static IEnumerable<int> Best(IReadOnlyList<double> scores, int top) =>
        Enumerable.Range(0, scores.Count).OrderByDescending(at => scores[at]).Take(top);

    private static void RequirePairs(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Require.AllFinite(first, 2);
        Require.AllFinite(second, 2);
        Require.SameLength(first, second);
    }
}
