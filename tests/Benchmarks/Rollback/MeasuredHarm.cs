namespace ControlPlane.Benchmarks.Rollback;

/// <summary>One broken version, taken back. Immutable.</summary>
/// <param name="SeenSeconds">From the first failed answer that a caller got to the last one.</param>
/// <param name="DetectedSeconds">From the first bad answer, as agents know it by the second, to the guard's trip.</param>
/// <param name="BackSeconds">From the guard's trip to the last agent's acknowledgement.</param>
/// <param name="Requests">Requests between the first failed answer and the last.</param>
/// <param name="Failed">Of these, the failed ones.</param>
internal sealed record MeasuredHarm(double SeenSeconds, double DetectedSeconds, double BackSeconds, int Requests, int Failed);
