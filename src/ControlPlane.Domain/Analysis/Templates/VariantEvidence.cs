using System.Text.Json.Serialization;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Quality;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>What one variant did in one window, on all agents, under one route revision. Immutable.</summary>
public sealed record VariantEvidence
{
    /// <summary>A window in which nothing was asked.</summary>
    public static VariantEvidence None { get; } = new() { Requests = 0 };

    /// <summary>Requests answered or failed; those a guard diverted are left out.</summary>
    public required long Requests { get; init; }

    /// <summary>Failed requests that are not the caller's fault.</summary>
    public long Errors { get; init; }

    /// <summary>Of these, the ones that ran into their deadline.</summary>
    public long Timeouts { get; init; }

    /// <summary>Answers with NaN, null or empty outputs.</summary>
    public long Invalid { get; init; }

    /// <summary>Median latency in milliseconds; null when nothing was answered.</summary>
    public double? LatencyP50 { get; init; }

    /// <summary>95th percentile of latency in milliseconds; null when nothing was answered.</summary>
    public double? LatencyP95 { get; init; }

    /// <summary>99th percentile of latency in milliseconds; null when nothing was answered.</summary>
    public double? LatencyP99 { get; init; }

    /// <summary>Predicted rows by label.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; init; } = new Dictionary<string, long>();

    /// <summary>Answers whose true label is known.</summary>
    public long Labelled { get; init; }

    /// <summary>Of these, answers whose class was the label.</summary>
    public long Correct { get; init; }

    /// <summary>Answers that got a reward.</summary>
    public long Rewarded { get; init; }

    /// <summary>Sum of their rewards.</summary>
    public double RewardSum { get; init; }

    /// <summary>Sum of their rewards' squares.</summary>
    public double RewardSquares { get; init; }

    /// <summary>Requests while a guard kept callers away; they judge nobody, and are not in <see cref="Requests"/>.</summary>
    public long TrippedRequests { get; init; }

    /// <summary>Sums by assignment cell, in order of the cells; empty where they were not counted, as for shadows.</summary>
    public IReadOnlyList<CellEvidence> Cells { get; init; } = [];

    /// <summary>Sums by <c>attribute=value</c> of the endpoint's segment attributes.</summary>
    public IReadOnlyDictionary<string, SegmentEvidence> Segments { get; init; } = new Dictionary<string, SegmentEvidence>();

    /// <summary>Answered requests by bin of <see cref="LatencySketch"/>; empty when nothing was answered.</summary>
    public IReadOnlyList<long> LatencyBins { get; init; } = [];

    /// <summary>Predicted rows by score, equal bins over 0 to 1; empty where no score is read.</summary>
    public IReadOnlyList<long> Scores { get; init; } = [];

    /// <summary>Labelled answers by predicted class and label.</summary>
    public IReadOnlyList<ConfusionCount> Confusion { get; init; } = [];

    /// <summary>Labelled answers by bin of their score, split by whether the label is the positive class; empty where no score is read.</summary>
    public IReadOnlyList<ScoreOutcome> ScoreOutcomes { get; init; } = [];

    /// <summary>Labels by how long they took, in bins of <see cref="LabelDelay"/>; empty without labels.</summary>
    public IReadOnlyList<long> LabelDelays { get; init; } = [];

    /// <summary>What the endpoint's mistakes cost; empty where nothing is declared.</summary>
    [JsonIgnore]
    public IReadOnlyList<MistakeCost> MistakeCosts { get; init; } = [];

    /// <summary>Rewards with the covariate callers sent along; no pairs where none did.</summary>
    [JsonIgnore]
    public PairedMoments RewardCovariate { get; init; }

    /// <summary>Processor time inside the model in milliseconds.</summary>
    public double CpuMilliseconds { get; init; }

    /// <summary>Answers held against those callers got; null for variants that answer callers.</summary>
    public ShadowComparison? Comparison { get; init; }

    /// <summary>Copies meant for this shadow that were dropped.</summary>
    public long DroppedCopies { get; init; }

    /// <summary>Failed share of requests; null without requests.</summary>
    public double? ErrorShare => ShareOf(Errors, Requests);

    /// <summary>Share of requests past their deadline; null without requests.</summary>
    public double? TimeoutShare => ShareOf(Timeouts, Requests);

    /// <summary>Share of requests with an invalid answer; null without requests.</summary>
    public double? InvalidShare => ShareOf(Invalid, Requests);

    /// <summary>Share of labelled answers that were right; null without labels.</summary>
    public double? Accuracy => ShareOf(Correct, Labelled);

    /// <summary>Share of answers whose label is known; null without requests.</summary>
    public double? LabelCoverage => ShareOf(Math.Min(Labelled, Requests), Requests);

    /// <summary>Mean reward; null without rewards.</summary>
    public double? MeanReward => Rewarded == 0 ? null : RewardSum / Rewarded;

    /// <summary>Share of copies that were dropped; null without copies.</summary>
    public double? DropShare => ShareOf(DroppedCopies, Requests + DroppedCopies);

    private static double? ShareOf(long part, long whole) => whole == 0 ? null : part / (double)whole;
}
