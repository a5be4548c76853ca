using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Merges buckets of one boot that were never sent into longer ones; every count stays exact and sketches merge without loss.
/// A merged bucket keeps the start of its first member, so its identity is one that nobody else has. Stateless, pure.
/// </summary>
internal static class BucketFolding
{
    /// <summary>Folds into spans of at most so many seconds, aligned to multiples of them.</summary>
    public static IReadOnlyList<TelemetryBucket> Fold(IEnumerable<TelemetryBucket> buckets, int seconds) =>
        [.. buckets
            .GroupBy(b => (b.Endpoint, b.Variant, b.Version, b.RouteRevision, b.IsTripped, Span: b.Start / seconds))
            .Select(group => Merge([.. group.OrderBy(b => b.Start)]))
            .OrderBy(b => b.Start)];

    private static TelemetryBucket Merge(IReadOnlyList<TelemetryBucket> members)
    {
        var first = members[0];
        if (members.Count == 1)
            return first;

        var last = members[^1];
        return first with
        {
            Seconds = (int)(last.Start + last.Seconds - first.Start),
            Revision = members.Max(b => b.Revision),
            Requests = members.Sum(b => b.Requests),
            Errors = SumByName(members.Select(b => b.Errors)),
            Diverted = members.Sum(b => b.Diverted),
            DroppedCopies = members.Sum(b => b.DroppedCopies),
            Latency = MergeLatency(members.Select(b => b.Latency)),
            Outputs = new OutputSummary
            {
                Labels = BoundLabels(SumByName(members.Select(b => b.Outputs.Labels))),
                Scores = SumByPlace(members.Select(b => b.Outputs.Scores)),
                Invalid = members.Sum(b => b.Outputs.Invalid),
            },
            Segments = SumByName(members.Select(b => b.Segments)),
            SegmentErrors = SumByName(members.Select(b => b.SegmentErrors)),
            Cells = MergeCells(members.Select(b => b.Cells)),
            CpuMicroseconds = members.Sum(b => b.CpuMicroseconds),
            Features = FeatureFolding.Sum(members.SelectMany(b => b.Features)),
            Comparison = ComparisonFolding.Sum(members.Select(b => b.Comparison)),
            Rules = SumByName(members.Select(b => b.Rules)),
        };
    }

    /// <summary>Counts of the same name added up.</summary>
    public static Dictionary<TKey, long> SumByName<TKey>(IEnumerable<IReadOnlyDictionary<TKey, long>> counts)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, long>();
        foreach (var (name, count) in counts.SelectMany(c => c))
            sums[name] = sums.GetValueOrDefault(name) + count;
        return sums;
    }

    /// <summary>One sketch over everything; null when there is nothing in it.</summary>
    public static byte[]? MergeLatency(IEnumerable<byte[]?> sketches)
    {
        var merged = new LatencySketch();
        foreach (var bytes in sketches.OfType<byte[]>())
            merged.Merge(LatencySketch.FromBytes(bytes).Value);
        return merged.Count == 0 ? null : merged.ToBytes();
    }

    private static Dictionary<string, long> BoundLabels(Dictionary<string, long> labels)
    {
        if (labels.Count <= OutputSummary.MaximumLabels + 1)
            return labels;

        var kept = labels
            .Where(l => l.Key != OutputSummary.OtherLabel)
            .OrderByDescending(l => l.Value)
            .Take(OutputSummary.MaximumLabels)
            .ToDictionary();
        kept[OutputSummary.OtherLabel] = labels.Values.Sum() - kept.Values.Sum();
        return kept;
    }

    private static long[] SumByPlace(IEnumerable<IReadOnlyList<long>> counts)
    {
        var sums = new long[OutputSummary.ScoreBins];
        var isUsed = false;
        foreach (var scores in counts.Where(c => c.Count > 0))
        {
            isUsed = true;
            for (var bin = 0; bin < Math.Min(scores.Count, sums.Length); bin++)
                sums[bin] += scores[bin];
        }

        return isUsed ? sums : [];
    }

    private static byte[]? MergeCells(IEnumerable<byte[]?> cells)
    {
        var merged = new CellCounts();
        foreach (var bytes in cells.OfType<byte[]>())
            merged.Add(CellCounts.FromBytes(bytes).Value, 1);
        return merged.IsEmpty ? null : merged.ToBytes();
    }
}
