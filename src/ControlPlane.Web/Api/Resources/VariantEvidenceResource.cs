using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What one variant did. Shares are 0 to 1; whatever cannot be worked out is null. Immutable.</summary>
internal sealed record VariantEvidenceResource
{
    public required string Variant { get; init; }

    public required int Version { get; init; }

    /// <summary>Answered or failed, but for those while a guard kept callers away.</summary>
    public required long Requests { get; init; }

    /// <summary>Failed ones that are not the caller's fault.</summary>
    public required long Errors { get; init; }

    public required double? ErrorShare { get; init; }

    public required double? InvalidShare { get; init; }

    /// <summary>Of all agents' answers together.</summary>
    public required LatencyQuantiles? Latency { get; init; }

    /// <summary>Answers whose true label is known.</summary>
    public required long Labelled { get; init; }

    public required double? Accuracy { get; init; }

    public required double? LabelCoverage { get; init; }

    /// <summary>Area under the ROC curve; null with the reason that the screen says.</summary>
    public required double? Auc { get; init; }

    /// <summary>Answers that got a reward.</summary>
    public required long Rewarded { get; init; }

    public required double? MeanReward { get; init; }

    /// <summary>Of a shadow: share of its rows with the champion's label.</summary>
    public required double? Agreement { get; init; }

    /// <summary>Processor time inside the model, milliseconds per thousand answers.</summary>
    public required double? CpuMillisecondsPerThousand { get; init; }

    /// <summary>What labels say, each number with its interval, its denominator, or why there is none.</summary>
    public required QualityResource Quality { get; init; }

    /// <summary>By <c>attribute=value</c>.</summary>
    public required IReadOnlyDictionary<string, SegmentEvidence> Segments { get; init; }

    public static VariantEvidenceResource Of(string variant, int version, VariantEvidence evidence) => new()
    {
        Variant = variant,
        Version = version,
        Requests = evidence.Requests,
        Errors = evidence.Errors,
        ErrorShare = evidence.ErrorShare,
        InvalidShare = evidence.InvalidShare,
        Latency = evidence is { LatencyP50: { } p50, LatencyP95: { } p95, LatencyP99: { } p99 } ? new LatencyQuantiles(p50, p95, p99) : null,
        Labelled = evidence.Labelled,
        Accuracy = evidence.Accuracy,
        LabelCoverage = evidence.LabelCoverage,
        Auc = ScoreQuality.Auc(evidence.ScoreOutcomes).Value,
        Rewarded = evidence.Rewarded,
        MeanReward = evidence.MeanReward,
        Agreement = evidence.Comparison is { Labelled: > 0 } compared ? compared.Agreed / (double)compared.Labelled : null,
        CpuMillisecondsPerThousand = evidence.Requests > evidence.Errors ? evidence.CpuMilliseconds * 1_000 / (evidence.Requests - evidence.Errors) : null,
        Quality = QualityResource.Of(VersionQuality.Of(variant, version, evidence)),
        Segments = evidence.Segments,
    };
}
