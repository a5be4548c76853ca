using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>What was counted in some span: the columns that received buckets and points share. Mutable, adds up.</summary>
internal abstract class SeriesMeasures
{
    public long Requests { get; set; }

    public long Rejected { get; set; }

    public long ModelErrors { get; set; }

    public long Timeouts { get; set; }

    public long Shed { get; set; }

    public long InternalErrors { get; set; }

    public long Diverted { get; set; }

    public long Invalid { get; set; }

    /// <summary>Requests of spans in which a guard diverted the variant; they are no evidence.</summary>
    public long TrippedRequests { get; set; }

    /// <summary>Compact form of <see cref="LatencySketch"/>; null when nothing was answered.</summary>
    public byte[]? Latency { get; set; }

    /// <summary>Predicted rows by label.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; set; } = Counts.None;

    public MeasureDetails Details { get; set; } = MeasureDetails.Empty;

    /// <summary>Failed requests of all classes.</summary>
    public long Errors => Rejected + ModelErrors + Timeouts + Shed + InternalErrors;

    /// <summary>Adds <paramref name="sign"/> times another span's counts.</summary>
    public void Add(SeriesMeasures other, int sign)
    {
        Requests += sign * other.Requests;
        Rejected += sign * other.Rejected;
        ModelErrors += sign * other.ModelErrors;
        Timeouts += sign * other.Timeouts;
        Shed += sign * other.Shed;
        InternalErrors += sign * other.InternalErrors;
        Diverted += sign * other.Diverted;
        Invalid += sign * other.Invalid;
        TrippedRequests += sign * other.TrippedRequests;
        Latency = SparseSketch.Sum(Latency, other.Latency, sign);
        Labels = Counts.Sum(Labels, other.Labels, sign);
        Details = Details.Plus(other.Details, sign);
    }

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
