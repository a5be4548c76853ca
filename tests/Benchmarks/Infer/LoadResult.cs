namespace ControlPlane.Benchmarks.Infer;

/// <summary>What a load generator saw.</summary>
/// <param name="RequestsPerSecond">Answered requests.</param>
/// <param name="P50Milliseconds">Median latency.</param>
/// <param name="P99Milliseconds">99th percentile of latency.</param>
internal sealed record LoadResult(double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds);
