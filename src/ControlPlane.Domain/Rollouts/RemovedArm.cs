namespace ControlPlane.Domain.Rollouts;

/// <summary>An arm that harm took out of a bandit while the others went on. Immutable.</summary>
/// <param name="Version">Version number.</param>
/// <param name="Reason">The harm in one sentence with numbers.</param>
/// <param name="At">When.</param>
public sealed record RemovedArm(int Version, string Reason, DateTimeOffset At);
