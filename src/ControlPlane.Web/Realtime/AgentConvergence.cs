namespace ControlPlane.Web.Realtime;

/// <summary>One agent's part in a <see cref="Convergence"/>. Immutable.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentName">Its name for people.</param>
/// <param name="State">What it did.</param>
/// <param name="Elapsed">From command to its answer by one monotonic clock; null while waiting.</param>
/// <param name="Reason">Its sentence when it refused; otherwise null.</param>
public sealed record AgentConvergence(string AgentId, string AgentName, ConvergenceState State, TimeSpan? Elapsed, string? Reason);
