using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>Everything that labels say about one version's answers; what they cannot say is not estimable, with the reason. Immutable.</summary>
public sealed record VersionQuality
{
    /// <summary>The variant that answered.</summary>
    public required string Variant { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>Answers, those whose label is not known included.</summary>
    public required long Answers { get; init; }

    /// <summary>Share of answers whose label is known.</summary>
    public required QualityEstimate Coverage { get; init; }

    /// <summary>Share of labelled answers that were right.</summary>
    public required QualityEstimate Accuracy { get; init; }

    /// <summary>Area under the ROC curve of the score for the endpoint's event class.</summary>
    public required QualityEstimate Auc { get; init; }

    /// <summary>Expected calibration error of that score.</summary>
    public required QualityEstimate CalibrationError { get; init; }

    /// <summary>Mean squared distance of that score and what came true.</summary>
    public required QualityEstimate Brier { get; init; }

    /// <summary>Mean cost of a labelled answer by the endpoint's mistake costs.</summary>
    public required QualityEstimate Cost { get; init; }

    /// <summary>What each score came true as; empty where no labelled answer has a score.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>Labelled answers by predicted class and label.</summary>
    public required IReadOnlyList<ConfusionCount> Confusion { get; init; }

    /// <summary>By segment, in the order of their names.</summary>
    public required IReadOnlyList<SegmentQuality> Segments { get; init; }

    /// <summary>Labels by <see cref="LabelDelay"/>.</summary>
    public required IReadOnlyList<long> Delays { get; init; }

    /// <summary>What the evidence of one variant says.</summary>
    /// <param name="variant">Name of the variant.</param>
    /// <param name="version">Its version.</param>
    /// <param name="evidence">What it did, with the endpoint's mistake costs.</param>
    public static VersionQuality Of(string variant, int version, VariantEvidence evidence) => new()
    {
        Variant = variant,
        Version = version,
        Answers = evidence.Requests,
        Coverage = LabelQuality.Coverage(evidence),
        Accuracy = LabelQuality.Accuracy(evidence),
        Auc = ScoreQuality.Auc(evidence.ScoreOutcomes),
        CalibrationError = ScoreQuality.CalibrationError(evidence.ScoreOutcomes),
        Brier = ScoreQuality.Brier(evidence.ScoreOutcomes),
        Cost = LabelQuality.Cost(evidence, evidence.MistakeCosts),
        Reliability = ScoreQuality.Reliability(evidence.ScoreOutcomes),
        Confusion = evidence.Confusion,
        Segments = [.. evidence.Segments.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => SegmentQuality.Of(s.Key, s.Value))],
        Delays = evidence.LabelDelays,
    };
}
