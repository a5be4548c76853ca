namespace ControlPlane.Observability.Metrics;

/// <summary>One metric as it is promised to dashboards and alert rules. Immutable.</summary>
/// <param name="Name">The whole name, by the conventions of Prometheus: base units, <c>_total</c> at the end of counters only.</param>
/// <param name="Kind">How its values behave.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Labels">Names of its labels, in the order in which values are given.</param>
public sealed record MetricDefinition(string Name, MetricKind Kind, string Help, IReadOnlyList<string> Labels)
{
    /// <summary>A metric that only rises.</summary>
    public static MetricDefinition Counter(string name, string help, params IReadOnlyList<string> labels) => new(name, MetricKind.Counter, help, labels);

    /// <summary>A metric that rises and falls.</summary>
    public static MetricDefinition Gauge(string name, string help, params IReadOnlyList<string> labels) => new(name, MetricKind.Gauge, help, labels);

    /// <summary>A metric of counts up to bounds.</summary>
    public static MetricDefinition Histogram(string name, string help, params IReadOnlyList<string> labels) => new(name, MetricKind.Histogram, help, labels);

    /// <summary>The names under which its samples stand on a page.</summary>
    public IReadOnlyList<string> SampleNames => Kind == MetricKind.Histogram ? [Name + "_bucket", Name + "_sum", Name + "_count"] : [Name];
}
