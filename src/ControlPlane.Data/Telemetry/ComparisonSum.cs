using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>Sums of shadow comparisons. Pure.</summary>
internal static class ComparisonSum
{
    /// <summary>
    /// Left plus <paramref name="sign"/> times right; null stands for empty. The largest difference of a span only grows from copy to copy,
    /// so taking an older copy away leaves it standing.
    /// </summary>
    public static ShadowComparison? Sum(ShadowComparison? left, ShadowComparison? right, int sign)
    {
        if (right is null)
            return left;

        left ??= new ShadowComparison();
        return new ShadowComparison
        {
            Pairs = left.Pairs + (sign * right.Pairs),
            Failed = left.Failed + (sign * right.Failed),
            Invalid = left.Invalid + (sign * right.Invalid),
            ChampionInvalid = left.ChampionInvalid + (sign * right.ChampionInvalid),
            Labelled = left.Labelled + (sign * right.Labelled),
            Agreed = left.Agreed + (sign * right.Agreed),
            Labels = Sum(left.Labels, right.Labels, sign),
            Numbers = Sum(left.Numbers, right.Numbers, sign),
            Ranked = left.Ranked + (sign * right.Ranked),
            TopOverlap = left.TopOverlap + (sign * right.TopOverlap),
            Slower = left.Slower + (sign * right.Slower),
            SlowerBy = SparseSketch.Sum(left.SlowerBy, right.SlowerBy, sign),
            QuickerBy = SparseSketch.Sum(left.QuickerBy, right.QuickerBy, sign),
            SegmentLabelled = Counts.Sum(left.SegmentLabelled, right.SegmentLabelled, sign),
            SegmentAgreed = Counts.Sum(left.SegmentAgreed, right.SegmentAgreed, sign),
        };
    }

    private static IReadOnlyList<LabelPair> Sum(IReadOnlyList<LabelPair> left, IReadOnlyList<LabelPair> right, int sign) => right.Count == 0
        ? left
        :
        [
            .. left.Concat(right.Select(p => p with { Count = sign * p.Count }))
                .GroupBy(p => (p.Champion, p.Shadow))
                .Select(g => new LabelPair(g.Key.Champion, g.Key.Shadow, g.Sum(p => p.Count)))
                .Where(p => p.Count != 0)
                .OrderBy(p => p.Champion, StringComparer.Ordinal).ThenBy(p => p.Shadow, StringComparer.Ordinal),
        ];

    private static PairedNumbers? Sum(PairedNumbers? left, PairedNumbers? right, int sign)
    {
        if (right is null)
            return left;

        left ??= new PairedNumbers();
        return new PairedNumbers
        {
            Count = left.Count + (sign * right.Count),
            Champion = left.Champion + (sign * right.Champion),
            Shadow = left.Shadow + (sign * right.Shadow),
            ChampionSquares = left.ChampionSquares + (sign * right.ChampionSquares),
            ShadowSquares = left.ShadowSquares + (sign * right.ShadowSquares),
            Products = left.Products + (sign * right.Products),
            AbsoluteDifferences = left.AbsoluteDifferences + (sign * right.AbsoluteDifferences),
            LargestDifference = Math.Max(left.LargestDifference, right.LargestDifference),
            Within = left.Within + (sign * right.Within),
        };
    }
}
