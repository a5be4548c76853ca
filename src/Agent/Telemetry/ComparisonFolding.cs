using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Adds up comparisons of disjoint spans. Stateless, pure.</summary>
internal static class ComparisonFolding
{
    /// <summary>The sum; null when there is nothing to add.</summary>
    public static ShadowComparison? Sum(IEnumerable<ShadowComparison?> comparisons)
    {
        var members = comparisons.OfType<ShadowComparison>().ToList();
        if (members.Count == 0)
            return null;

        return new ShadowComparison
        {
            Pairs = members.Sum(m => m.Pairs),
            Failed = members.Sum(m => m.Failed),
            Invalid = members.Sum(m => m.Invalid),
            ChampionInvalid = members.Sum(m => m.ChampionInvalid),
            Labelled = members.Sum(m => m.Labelled),
            Agreed = members.Sum(m => m.Agreed),
            Labels = SumLabels(members.SelectMany(m => m.Labels)),
            Numbers = members.Select(m => m.Numbers).OfType<PairedNumbers>().ToList() is { Count: > 0 } numbers ? numbers.Aggregate(Sum) : null,
            Ranked = members.Sum(m => m.Ranked),
            TopOverlap = members.Sum(m => m.TopOverlap),
            Slower = members.Sum(m => m.Slower),
            SlowerBy = BucketFolding.MergeLatency(members.Select(m => m.SlowerBy)),
            QuickerBy = BucketFolding.MergeLatency(members.Select(m => m.QuickerBy)),
            SegmentLabelled = BucketFolding.SumByName(members.Select(m => m.SegmentLabelled)),
            SegmentAgreed = BucketFolding.SumByName(members.Select(m => m.SegmentAgreed)),
        };
    }

    /// <summary>The sums over both.</summary>
    public static PairedNumbers Sum(PairedNumbers one, PairedNumbers other) => new()
    {
        Count = one.Count + other.Count,
        Champion = one.Champion + other.Champion,
        Shadow = one.Shadow + other.Shadow,
        ChampionSquares = one.ChampionSquares + other.ChampionSquares,
        ShadowSquares = one.ShadowSquares + other.ShadowSquares,
        Products = one.Products + other.Products,
        AbsoluteDifferences = one.AbsoluteDifferences + other.AbsoluteDifferences,
        LargestDifference = Math.Max(one.LargestDifference, other.LargestDifference),
        Within = one.Within + other.Within,
    };

    // The rarest pairs are counted together, as where they were counted first.
    private static List<LabelPair> SumLabels(IEnumerable<LabelPair> pairs)
    {
        var sums = pairs
            .GroupBy(p => (p.Champion, p.Shadow))
            .Select(g => new LabelPair(g.Key.Champion, g.Key.Shadow, g.Sum(p => p.Count)))
            .OrderBy(p => p is { Champion: OutputSummary.OtherLabel, Shadow: OutputSummary.OtherLabel })
            .ThenByDescending(p => p.Count)
            .ToList();
        if (sums.Count <= ShadowComparison.MaximumLabelPairs + 1)
            return sums;

        var rest = sums.Skip(ShadowComparison.MaximumLabelPairs).Sum(p => p.Count);
        return [.. sums.Take(ShadowComparison.MaximumLabelPairs), new LabelPair(OutputSummary.OtherLabel, OutputSummary.OtherLabel, rest)];
    }
}
