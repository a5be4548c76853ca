using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>Whether sketches, cells, features and comparison of a bucket can be summed. Pure.</summary>
internal static class BucketDetailRule
{
    public static Refusal? Check(string path, TelemetryBucket bucket)
    {
        if (bucket.Latency is { } latency && LatencySketch.FromBytes(latency) is { IsAccepted: false } sketch)
            return sketch.Refusal;
        if (bucket.Cells is { } cells && CellCounts.FromBytes(cells) is { IsAccepted: false } counts)
            return counts.Refusal;
        if (bucket.Features.Count > FeatureSummary.MaximumFeatures)
            return TelemetryBatchRule.Invalid($"{path}.features", $"are {bucket.Features.Count}", $"send at most {FeatureSummary.MaximumFeatures}");
        if (bucket.Features.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() != bucket.Features.Count)
            return TelemetryBatchRule.Invalid($"{path}.features", "name one feature twice", "send each feature once");
        return bucket.Features.Select((f, i) => Check($"{path}.features[{i}]", f)).FirstOrDefault(r => r is not null)
            ?? (bucket.Comparison is { } comparison ? Check($"{path}.comparison", comparison) : null);
    }

    private static Refusal? Check(string path, FeatureSummary feature)
    {
        if (feature.Name.Length is 0 or > TelemetryBatchRule.MaximumText)
            return TelemetryBatchRule.Invalid($"{path}.name", $"has {feature.Name.Length} characters", $"use 1 to {TelemetryBatchRule.MaximumText}");
        if (feature.Categories.Count > FeatureSummary.MaximumCategories + 1 || feature.Categories.Any(c => c.Key.Length > TelemetryBatchRule.MaximumText))
            return TelemetryBatchRule.Invalid($"{path}.categories", "are too many or too long", $"use at most {FeatureSummary.MaximumCategories} and '{OutputSummary.OtherLabel}'");
        if (!feature.Categories.Values.Append(feature.Missing).All(TelemetryBatchRule.IsCount))
            return TelemetryBatchRule.Invalid(path, "holds a negative or impossible count", "count from 0");
        return feature.Sketch is { } sketch ? FeatureSketch.FromBytes(sketch).Refusal : null;
    }

    private static Refusal? Check(string path, ShadowComparison comparison)
    {
        if (comparison.Labels.Count > ShadowComparison.MaximumLabelPairs + 1
            || comparison.Labels.Any(p => p.Champion.Length > TelemetryBatchRule.MaximumText || p.Shadow.Length > TelemetryBatchRule.MaximumText))
        {
            return TelemetryBatchRule.Invalid($"{path}.labels", "are too many or too long", $"use at most {ShadowComparison.MaximumLabelPairs} pairs");
        }

        long[] counts =
        [
            comparison.Pairs, comparison.Failed, comparison.Invalid, comparison.ChampionInvalid, comparison.Labelled, comparison.Agreed, comparison.Ranked, comparison.Slower,
            .. comparison.Labels.Select(p => p.Count), .. comparison.SegmentLabelled.Values, .. comparison.SegmentAgreed.Values,
        ];
        if (!counts.All(TelemetryBatchRule.IsCount) || comparison.Agreed > comparison.Labelled)
            return TelemetryBatchRule.Invalid(path, "holds a negative or impossible count", "count from 0; no more rows agree than have labels");
        if (!double.IsFinite(comparison.TopOverlap) || (comparison.Numbers is { } numbers && !IsFinite(numbers)))
            return TelemetryBatchRule.Invalid($"{path}.numbers", "hold a NaN or an infinity", "leave such pairs out and count them as invalid");
        return (comparison.SlowerBy is { } slower ? LatencySketch.FromBytes(slower).Refusal : null)
            ?? (comparison.QuickerBy is { } quicker ? LatencySketch.FromBytes(quicker).Refusal : null);
    }

    private static bool IsFinite(PairedNumbers numbers) =>
        TelemetryBatchRule.IsCount(numbers.Count) && TelemetryBatchRule.IsCount(numbers.Within)
        && double.IsFinite(numbers.Champion + numbers.Shadow + numbers.ChampionSquares + numbers.ShadowSquares
            + numbers.Products + numbers.AbsoluteDifferences + numbers.LargestDifference);
}
