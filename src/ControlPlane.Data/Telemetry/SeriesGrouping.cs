namespace ControlPlane.Data.Telemetry;

/// <summary>What makes a series of its own.</summary>
public enum SeriesGrouping
{
    /// <summary>Each version of each variant, over all route revisions.</summary>
    ByVersion,

    /// <summary>Each route revision apart as well, so that nothing is pooled across changes of the traffic.</summary>
    ByRevision,
}
