namespace ControlPlane.Data.Telemetry;

/// <summary>The plain counts of some span: the columns that received buckets and points share. Mutable, adds up.</summary>
internal class SeriesCounts
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

    /// <summary>Failed requests of all classes.</summary>
    public long Errors => Rejected + ModelErrors + Timeouts + Shed + InternalErrors;

    /// <summary>Adds <paramref name="sign"/> times another span's counts.</summary>
    public void Add(SeriesCounts other, int sign)
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
    }
}
