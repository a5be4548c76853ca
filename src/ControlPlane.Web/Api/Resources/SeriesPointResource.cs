using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One step of a variant's series. Null is what was not counted or cannot be worked out: a gap, not a zero. Shares are 0 to 1. Immutable.</summary>
internal sealed record SeriesPointResource
{
    /// <summary>Start of the step, inclusive.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Share of the step, over all reachable agents, that is known to be committed; null when nobody is expected to report.</summary>
    public required double? Completeness { get; init; }

    /// <summary>Answered or failed.</summary>
    public long? Requests { get; init; }

    /// <summary>Failed requests of all classes.</summary>
    public long? Errors { get; init; }

    /// <summary>Failed requests by class; classes without a failure are left out.</summary>
    public IReadOnlyDictionary<ErrorClass, long>? ErrorsByClass { get; init; }

    /// <summary>Of all agents' answers together; null when no request was answered.</summary>
    public LatencyQuantiles? Latency { get; init; }

    /// <summary>Predicted rows by label; empty in a gap.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; init; } = new Dictionary<string, long>();

    /// <summary>Predicted rows by score, equal bins over 0 to 1; empty where no score is read.</summary>
    public IReadOnlyList<long> Scores { get; init; } = [];

    /// <summary>Answers with a NaN, an infinity or nothing where something was due.</summary>
    public long? Invalid { get; init; }

    /// <summary>Requests meant for the variant that the stable one answered.</summary>
    public long? Diverted { get; init; }

    /// <summary>Requests while a guard diverted the variant; they are no evidence.</summary>
    public long? TrippedRequests { get; init; }

    /// <summary>Copies meant for this shadow that were dropped.</summary>
    public long? DroppedCopies { get; init; }

    /// <summary>Processor time inside the model.</summary>
    public double? CpuMilliseconds { get; init; }

    /// <summary>Answers of the step whose true label is known; null when none is.</summary>
    public long? Labelled { get; init; }

    /// <summary>Of these, answers whose class was the label.</summary>
    public long? Correct { get; init; }

    /// <summary>Correct of labelled.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Rewards of the step's answers, by metric.</summary>
    public IReadOnlyDictionary<string, RewardResource> Rewards { get; init; } = new Dictionary<string, RewardResource>();

    /// <summary>Of a shadow: how its answers compare with those callers got; null for variants that answer.</summary>
    public AgreementResource? Agreement { get; init; }

    /// <summary>
    /// How far the answers and inputs of the windows of drift that ended in this step lay from their reference: the largest population stability index;
    /// null where none ended or could be judged. What moved stands in the endpoint's drift.
    /// </summary>
    public double? Drift { get; init; }

    /// <summary>By <c>attribute=value</c>.</summary>
    public IReadOnlyDictionary<string, SegmentEvidence> Segments { get; init; } = new Dictionary<string, SegmentEvidence>();

    /// <summary>What a step says.</summary>
    /// <param name="row">What was counted; null in a gap.</param>
    /// <param name="at">Start of the step.</param>
    /// <param name="arrived">How much of it has arrived.</param>
    /// <param name="drift">See <see cref="Drift"/>.</param>
    public static SeriesPointResource Of(WindowRow? row, DateTimeOffset at, double? arrived, double? drift)
    {
        var gap = new SeriesPointResource { At = at, Completeness = arrived, Drift = drift };
        if (row is null)
            return gap;

        var credited = gap with
        {
            Labelled = row.Labelled == 0 ? null : row.Labelled,
            Correct = row.Labelled == 0 ? null : row.Correct,
            Accuracy = row.Labelled == 0 ? null : row.Correct / (double)row.Labelled,
            Rewards = row.Rewards.ToDictionary(r => r.Key, r => RewardResource.Of(r.Value)),
            Segments = RecordedEvidence.Of(row).Segments,
        };
        return row.LatestAt is null ? credited : credited with
        {
            Requests = row.Requests,
            Errors = row.ErrorCount,
            ErrorsByClass = row.Errors,
            Latency = row.Latency,
            Labels = row.Labels,
            Scores = row.Scores,
            Invalid = row.Invalid,
            Diverted = row.Diverted,
            TrippedRequests = row.TrippedRequests,
            DroppedCopies = row.DroppedCopies,
            CpuMilliseconds = row.CpuMicroseconds / 1_000.0,
            Agreement = row.Comparison is { } compared ? AgreementResource.Of(compared) : null,
        };
    }
}
