namespace ControlPlane.Benchmarks.Rollback;

/// <summary>One broken version, taken back. Immutable.</summary>
/// <param name="SeenSeconds">From the first failed answer that a caller got to the last answer of the broken version by any agent, failed or not.</param>
/// <param name="OnScreenSeconds">From the first bad answer, as agents know it by the second, to the last agent's acknowledgement: what the rollout's page shows.</param>
/// <param name="DetectedSeconds">Of that, the time to the guard's trip.</param>
/// <param name="RequestsPerSecond">Of all callers.</param>
/// <param name="Requests">Answers between the first and the last of the broken version.</param>
/// <param name="Answered">Of these, those of the broken version.</param>
/// <param name="Failed">Of these, the failed ones.</param>
internal sealed record MeasuredHarm(
    double SeenSeconds, double OnScreenSeconds, double DetectedSeconds, double RequestsPerSecond, int Requests, int Answered, int Failed);
