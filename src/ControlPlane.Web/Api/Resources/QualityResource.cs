using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What labels say about one version's answers. Immutable.</summary>
internal sealed record QualityResource
{
    public required string Variant { get; init; }

    public required int Version { get; init; }

    /// <summary>Answers, those whose label is not known included.</summary>
    public required long Answers { get; init; }

    /// <summary>Share of answers whose label is known.</summary>
    public required EstimateResource LabelCoverage { get; init; }

    /// <summary>Share of labelled answers that were right.</summary>
    public required EstimateResource Accuracy { get; init; }

    /// <summary>Area under the ROC curve of the score for the event class.</summary>
    public required EstimateResource Auc { get; init; }

    /// <summary>Expected calibration error of that score.</summary>
    public required EstimateResource CalibrationError { get; init; }

    /// <summary>Mean squared distance of that score and what came true.</summary>
    public required EstimateResource Brier { get; init; }

    /// <summary>Mean cost of a labelled answer by the endpoint's mistake costs.</summary>
    public required EstimateResource Cost { get; init; }

    /// <summary>Scores against what came true, ascending.</summary>
    public required IReadOnlyList<ReliabilityBin> Calibration { get; init; }

    /// <summary>Labelled answers by predicted class and label.</summary>
    public required IReadOnlyList<ConfusionCount> Confusion { get; init; }

    /// <summary>By segment.</summary>
    public required IReadOnlyList<SegmentQualityResource> Segments { get; init; }

    /// <summary>How long labels took that have come, by the longest delay of each span.</summary>
    public required IReadOnlyList<LabelDelayResource> LabelDelays { get; init; }

    public static QualityResource Of(VersionQuality quality) => new()
    {
        Variant = quality.Variant,
        Version = quality.Version,
        Answers = quality.Answers,
        LabelCoverage = EstimateResource.Of(quality.Coverage),
        Accuracy = EstimateResource.Of(quality.Accuracy),
        Auc = EstimateResource.Of(quality.Auc),
        CalibrationError = EstimateResource.Of(quality.CalibrationError),
        Brier = EstimateResource.Of(quality.Brier),
        Cost = EstimateResource.Of(quality.Cost),
        Calibration = quality.Reliability,
        Confusion = quality.Confusion,
        Segments = [.. quality.Segments.Select(s => new SegmentQualityResource(s.Segment, EstimateResource.Of(s.Coverage), EstimateResource.Of(s.Accuracy)))],
        LabelDelays = [.. quality.Delays.Select((labels, bin) => new LabelDelayResource(bin < LabelDelay.Limits.Count ? LabelDelay.Limits[bin].TotalSeconds : null, labels))],
    };
}
