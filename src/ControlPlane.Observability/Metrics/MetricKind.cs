namespace ControlPlane.Observability.Metrics;

/// <summary>How the values of a metric behave.</summary>
public enum MetricKind
{
    /// <summary>Only rises while its process lives.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>Counts of values up to bounds, with their sum.</summary>
    Histogram,
}
