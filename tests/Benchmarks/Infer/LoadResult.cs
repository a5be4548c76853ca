namespace ControlPlane.Benchmarks.Infer;

/// <summary>What a load generator saw.</summary>
/// <param name="RequestsPerSecond">Answered requests.</param>
/// <param name="CpuMicroseconds">Processor time that the server spent on a request; it does not depend on who else uses the machine.</param>
/// <param name="P50Milliseconds">Median latency.</param>
/// <param name="P99Milliseconds">99th percentile of latency.</param>
internal sealed record LoadResult(double RequestsPerSecond, double CpuMicroseconds, double P50Milliseconds, double P99Milliseconds);
