namespace ControlPlane.Data.Telemetry;

/// <summary>Latencies in milliseconds, within 1 %. Immutable.</summary>
/// <param name="P50">Half of the answers were faster.</param>
/// <param name="P95">19 of 20 were faster.</param>
/// <param name="P99">99 of 100 were faster.</param>
public readonly record struct LatencyQuantiles(double P50, double P95, double P99);
