using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Adds up what was seen of features in disjoint rows. Stateless, pure.</summary>
internal static class FeatureFolding
{
    /// <summary>One summary per name.</summary>
    public static IReadOnlyList<FeatureSummary> Sum(IEnumerable<FeatureSummary> features) =>
        [.. features.GroupBy(f => f.Name, StringComparer.Ordinal).Select(group => Merge([.. group]))];

    private static FeatureSummary Merge(IReadOnlyList<FeatureSummary> members) => members.Count == 1 ? members[0] : new FeatureSummary
    {
        Name = members[0].Name,
        Sketch = MergeSketches(members),
        Categories = Bound(BucketFolding.SumByName(members.Select(m => m.Categories))),
        Missing = members.Sum(m => m.Missing),
    };

    private static byte[]? MergeSketches(IReadOnlyList<FeatureSummary> members)
    {
        if (members.All(m => m.Sketch is null))
            return null;

        var merged = new FeatureSketch();
        foreach (var bytes in members.Select(m => m.Sketch).OfType<byte[]>())
            merged.Add(FeatureSketch.FromBytes(bytes).Value, 1);
        return merged.ToBytes();
    }

    private static Dictionary<string, long> Bound(Dictionary<string, long> categories)
    {
        if (categories.Count <= FeatureSummary.MaximumCategories + 1)
            return categories;

        var kept = categories
            .Where(c => c.Key != OutputSummary.OtherLabel)
            .OrderByDescending(c => c.Value)
            .Take(FeatureSummary.MaximumCategories)
            .ToDictionary();
        kept[OutputSummary.OtherLabel] = categories.Values.Sum() - kept.Values.Sum();
        return kept;
    }
}
