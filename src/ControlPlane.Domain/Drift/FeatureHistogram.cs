using System.Globalization;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>The bins of a reference with the rows it was frozen from and those of a window. Stateless.</summary>
public static class FeatureHistogram
{
    private const int FirstPositive = FeatureSketch.BinCount / 2;

    /// <summary>One bin per value range or category, then the rest, then missing values; bins that are empty on both sides are left out.</summary>
    /// <param name="reference">The frozen feature.</param>
    /// <param name="window">Rows now; null when there are none, or they do not fit the reference.</param>
    public static IReadOnlyList<HistogramBin> Of(FeatureReference reference, FeatureWindow? window)
    {
        var labels = reference.IsNumeric ? RangesOf(reference.Edges) : [.. reference.Categories, "any other"];
        var current = window is not null && reference.Fits(window) ? reference.CountsOf(window) : new long[reference.Counts.Count];
        return
        [
            .. labels.Append("missing").Select((label, bin) => new HistogramBin(label, reference.Counts[bin], current[bin]))
                .Where(bin => bin.Reference + bin.Current > 0),
        ];
    }

    private static List<string> RangesOf(IReadOnlyList<int> edges)
    {
        if (edges.Count == 0)
            return ["any value"];
        var limits = edges.Select(LowerLimitOf).ToArray();
        return [$"below {limits[0]}", .. limits.Zip(limits.Skip(1), (low, high) => $"{low} to {high}"), $"{limits[^1]} and above"];
    }

    // Bins of negative values are named by the end nearest to zero, which is where the next bin begins.
    private static string LowerLimitOf(int bin)
    {
        var value = FeatureSketch.InnerEdgeOf(bin >= FirstPositive ? bin : bin - 1);
        return value.ToString(Math.Abs(value) is 0 or (>= 0.001f and < 1e6f) ? "0.####" : "0.##e0", CultureInfo.InvariantCulture);
    }
}
