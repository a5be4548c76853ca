namespace ControlPlane.Domain.Rollouts;

/// <summary>One arm with its rewards so far. Immutable.</summary>
/// <param name="Version">Version number.</param>
/// <param name="Reward">Mean reward; more is better.</param>
internal sealed record BanditArm(int Version, Estimate Reward);
