using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// One feature as it was when the reference was frozen, and the bins that every later window is counted in.
/// Numeric: <see cref="UsualBins"/> quantile bins of the reference with open ends, edges on those of <see cref="FeatureSketch"/>; categorical: the most frequent categories and the rest.
/// Both have one more bin for missing values. Immutable.
/// </summary>
public sealed record FeatureReference
{
    /// <summary>Bins of a numeric feature, if it has as many different values.</summary>
    public const int UsualBins = 10;

    /// <summary>Categories that have a bin of their own.</summary>
    public const int MostCategories = 20;

    /// <summary>Least rows a reference is frozen from.</summary>
    public const long LeastRows = 100;

    /// <summary>The feature.</summary>
    public required string Name { get; init; }

    /// <summary>For a numeric feature: first sketch bin of every bin but the lowest, ascending; empty for a categorical one.</summary>
    public IReadOnlyList<int> Edges { get; init; } = [];

    /// <summary>For a categorical feature: the categories with bins of their own, most frequent first; empty for a numeric one.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Rows of the reference by bin, the missing ones last.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>The reference's values, see <see cref="FeatureSketch.ToBytes"/>; null for a categorical feature.</summary>
    public byte[]? Sketch { get; init; }

    /// <summary>Whether values are numbers.</summary>
    public bool IsNumeric => Sketch is not null;

    /// <summary>Rows of the reference.</summary>
    public long Rows => Counts.Sum();

    /// <summary>Freezes a window.</summary>
    /// <returns>Refusals: <c>reference_too_small</c>, <c>reference_without_values</c>.</returns>
    public static Outcome<FeatureReference> Freeze(FeatureWindow window)
    {
        if (window.Rows < LeastRows)
            return Refusal.OfField(ReferenceRefusals.TooSmall, window.Name, $"has {window.Rows} rows", $"freeze at least {LeastRows}");
        if (window.Rows == window.Missing)
            return Refusal.OfField(ReferenceRefusals.WithoutValues, window.Name, $"is missing in all {window.Rows} rows", "leave the feature out, or mend what sends it");

        var empty = new FeatureReference { Name = window.Name, Counts = [], Sketch = window.Sketch?.ToBytes() };
        var binned = window.Sketch is { } sketch
            ? empty with { Edges = EdgesOf(sketch) }
            : empty with { Categories = [.. window.Categories.Where(c => c.Key != OutputSummary.OtherLabel).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostCategories).Select(c => c.Key)] };
        return binned with { Counts = binned.CountsOf(window) };
    }

    /// <summary>Rows of a window by this reference's bins, the missing ones last.</summary>
    public IReadOnlyList<long> CountsOf(FeatureWindow window)
    {
        if (!IsNumeric)
        {
            var named = Categories.Select(c => window.Categories.GetValueOrDefault(c)).ToArray();
            return [.. named, window.Categories.Values.Sum() - named.Sum(), window.Missing];
        }

        var counts = new long[Edges.Count + 2];
        foreach (var (bin, count) in window.Sketch?.Bins ?? new Dictionary<int, long>())
            counts[Edges.Count(edge => edge <= bin)] += count;
        counts[^1] = window.Missing;
        return counts;
    }

    /// <summary>Whether a window holds values of the kind the reference was frozen from.</summary>
    public bool Fits(FeatureWindow window) => IsNumeric == window.Sketch is not null || window.Rows == window.Missing;

    // A bin closes with the sketch bin that fills its share, so heavy values leave fewer bins.
    // The extreme values keep the outermost edges inside the data: what lies beyond them falls into the open ends.
    private static IReadOnlyList<int> EdgesOf(FeatureSketch sketch)
    {
        var edges = new List<int>();
        long seen = 0, goal = 1;
        foreach (var (bin, count) in sketch.Bins)
        {
            seen += count;
            if (seen * UsualBins < goal * sketch.Count)
                continue;
            edges.Add(bin + 1);
            goal = (seen * UsualBins / sketch.Count) + 1;
        }

        // One value only: bins below and above it show when it moves.
        return sketch.Bins.Count == 1 ? [sketch.Bins.Keys.First(), sketch.Bins.Keys.First() + 1] : edges[..^1];
    }
}
