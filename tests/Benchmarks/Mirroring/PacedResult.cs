namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>What callers saw.</summary>
/// <param name="Answered">Requests answered with success.</param>
/// <param name="Failed">Requests answered otherwise or not at all.</param>
/// <param name="RequestsPerSecond">Answered requests.</param>
/// <param name="P50Milliseconds">Median latency.</param>
/// <param name="P99Milliseconds">99th percentile of latency.</param>
internal sealed record PacedResult(long Answered, long Failed, double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds);
