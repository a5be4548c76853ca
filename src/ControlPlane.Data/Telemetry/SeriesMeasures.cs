using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>All that was counted in some span, of one bucket or one point. Mutable.</summary>
internal abstract class SeriesMeasures : SeriesCounts
{
    /// <summary>Compact form of <see cref="LatencySketch"/>; null when nothing was answered.</summary>
    public byte[]? Latency { get; set; }

    /// <summary>Predicted rows by label.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; set; } = Counts.None;

    public MeasureDetails Details { get; set; } = MeasureDetails.Empty;

    /// <summary>Takes the totals of a bucket in place of its own.</summary>
    protected void Take(TelemetryBucket bucket)
    {
        Requests = bucket.Requests;
        Rejected = bucket.Errors.GetValueOrDefault(ErrorClass.Rejected);
        ModelErrors = bucket.Errors.GetValueOrDefault(ErrorClass.Model);
        Timeouts = bucket.Errors.GetValueOrDefault(ErrorClass.Timeout);
        Shed = bucket.Errors.GetValueOrDefault(ErrorClass.Shed);
        InternalErrors = bucket.Errors.GetValueOrDefault(ErrorClass.Internal);
        Diverted = bucket.Diverted;
        Invalid = bucket.Outputs.Invalid;
        TrippedRequests = bucket.IsTripped ? bucket.Requests : 0;
        Latency = bucket.Latency;
        Labels = bucket.Outputs.Labels;
        Details = new MeasureDetails
        {
            Scores = bucket.Outputs.Scores,
            Segments = bucket.Segments,
            Rules = bucket.Rules,
            DroppedCopies = bucket.DroppedCopies,
            SegmentErrors = bucket.SegmentErrors,
            Cells = bucket.IsTripped ? null : bucket.Cells,
            CpuMicroseconds = bucket.CpuMicroseconds,
            Comparison = bucket.Comparison,
        };
    }
}
