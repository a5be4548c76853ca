namespace ControlPlane.Domain.Rollouts;

/// <summary>What a service outside answered to the question of a gate: a fact that decisions rest on like any other. Immutable.</summary>
/// <param name="At">When the answer was there.</param>
/// <param name="IsAgreed">Whether it lets the rollout go on.</param>
/// <param name="Said">What it said, or why there was no answer; never empty.</param>
public sealed record HookReading(DateTimeOffset At, bool IsAgreed, string Said);
