using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Feedback;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Data.Telemetry;

/// <summary>What one variant did in a window, on all agents. Immutable.</summary>
public sealed record WindowRow
{
    public required string Variant { get; init; }

    public required int Version { get; init; }

    /// <summary>Answered or failed.</summary>
    public required long Requests { get; init; }

    /// <summary>Failed requests by class; classes without a failure are left out.</summary>
    public required IReadOnlyDictionary<ErrorClass, long> Errors { get; init; }

    /// <summary>Failed requests of all classes.</summary>
    public long ErrorCount => Errors.Values.Sum();

    /// <summary>Of the merged sketches; null when nothing was answered.</summary>
    public required LatencyQuantiles? Latency { get; init; }

    /// <summary>Answered requests by bin of <see cref="LatencySketch"/>; empty when nothing was answered.</summary>
    public IReadOnlyList<long> LatencyBins { get; init; } = [];

    /// <summary>Predicted rows by label.</summary>
    public required IReadOnlyDictionary<string, long> Labels { get; init; }

    /// <summary>Predicted rows by score, <see cref="OutputSummary.ScoreBins"/> bins; empty where no score is read.</summary>
    public required IReadOnlyList<long> Scores { get; init; }

    /// <summary>Requests by <c>attribute=value</c>.</summary>
    public required IReadOnlyDictionary<string, long> Segments { get; init; }

    /// <summary>Requests by id of the rule that matched; those of the default split are not listed.</summary>
    public IReadOnlyDictionary<string, long> Rules { get; init; } = Counts.None;

    /// <summary>Answers with a NaN, an infinity or nothing where something was due.</summary>
    public required long Invalid { get; init; }

    /// <summary>Requests meant for the variant that the stable one answered.</summary>
    public required long Diverted { get; init; }

    /// <summary>Copies meant for this shadow that were dropped; 0 for variants that answer.</summary>
    public long DroppedCopies { get; init; }

    /// <summary>Requests while a guard diverted the variant; no evidence.</summary>
    public required long TrippedRequests { get; init; }

    /// <summary>End of the newest span with a request; null when only feedback came.</summary>
    public required DateTimeOffset? LatestAt { get; init; }

    /// <summary>Answers of the window whose true label is known.</summary>
    public required long Labelled { get; init; }

    /// <summary>Of these, answers whose class was the label.</summary>
    public required long Correct { get; init; }

    /// <summary>Failed requests that are not the caller's fault, by <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, long> SegmentErrors { get; init; } = Counts.None;

    /// <summary>Sums by assignment cell, in order of the cells; empty where nothing was counted by cell.</summary>
    public IReadOnlyList<CellEvidence> Cells { get; init; } = [];

    /// <summary>Labels and rewards by <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, CreditSum> SegmentCredit { get; init; } = new Dictionary<string, CreditSum>();

    /// <summary>Labelled answers by label, in <see cref="OutputSummary.ScoreBins"/> bins of their score.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> LabelScores { get; init; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>Labels by how long they took, in bins of <see cref="LabelDelay"/>; empty without labels.</summary>
    public IReadOnlyList<long> LabelDelays { get; init; } = [];

    /// <summary>Rewards (first) with the covariate that came along (second), by metric.</summary>
    public IReadOnlyDictionary<string, PairedMoments> Covariates { get; init; } = new Dictionary<string, PairedMoments>();

    /// <summary>Processor time inside the model, microseconds.</summary>
    public long CpuMicroseconds { get; init; }

    /// <summary>Answers held against those callers got; null for variants that answer callers.</summary>
    public ShadowComparison? Comparison { get; init; }

    /// <summary>Predicted against true, by predicted and label.</summary>
    public required IReadOnlyList<ConfusionCount> Confusion { get; init; }

    /// <summary>Rewards by metric.</summary>
    public required IReadOnlyDictionary<string, RewardSum> Rewards { get; init; }

    /// <summary>The metric that is the endpoint's reward, the same in all rows of an answer; null when none came. <see cref="Cells"/> and <see cref="SegmentCredit"/> hold its rewards and no others.</summary>
    public string? RewardMetric { get; init; }

    /// <summary>Rewards of that metric; null when none came.</summary>
    public RewardSum? Reward => RewardMetric is null ? null : Rewards.GetValueOrDefault(RewardMetric);

    /// <summary>Likewise those that came with a covariate; no pairs without one.</summary>
    public PairedMoments Covariate => RewardMetric is null ? default : Covariates.GetValueOrDefault(RewardMetric);

    /// <summary>Latency of several variants together, from one sketch over all their answers; null when nothing was answered.</summary>
    public static LatencyQuantiles? LatencyOf(IEnumerable<WindowRow> rows)
    {
        var bins = new long[LatencySketch.BinCount];
        foreach (var row in rows)
        {
            for (var bin = 0; bin < row.LatencyBins.Count; bin++)
                bins[bin] += row.LatencyBins[bin];
        }

        return SparseSketch.QuantilesOf(bins);
    }
}
