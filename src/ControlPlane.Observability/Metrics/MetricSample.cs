namespace ControlPlane.Observability.Metrics;

/// <summary>One value of a metric. Immutable.</summary>
/// <param name="Name">Name of the metric; of a histogram with <c>_bucket</c>, <c>_sum</c> or <c>_count</c>.</param>
/// <param name="Labels">Name and value of each label.</param>
/// <param name="Value">The value.</param>
public readonly record struct MetricSample(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value);
