using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>How good one version's answers were for the callers of one segment. Immutable.</summary>
/// <param name="Segment">An <c>attribute=value</c>.</param>
/// <param name="Coverage">Share of its answers whose label is known.</param>
/// <param name="Accuracy">Share of its labelled answers that were right.</param>
public sealed record SegmentQuality(string Segment, QualityEstimate Coverage, QualityEstimate Accuracy)
{
    internal static SegmentQuality Of(string segment, SegmentEvidence evidence)
    {
        var counts = new VariantEvidence { Requests = evidence.Requests, Labelled = evidence.Labelled, Correct = evidence.Correct };
        return new(segment, LabelQuality.Coverage(counts), LabelQuality.Accuracy(counts));
    }
}
