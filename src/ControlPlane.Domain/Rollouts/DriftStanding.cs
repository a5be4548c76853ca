using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Drift at a rollout's endpoint as the engine needs it. Immutable.</summary>
/// <param name="Verdict">What moved; never without an origin.</param>
/// <param name="Since">When the alarm began.</param>
/// <param name="Policy">What the endpoint chose.</param>
public sealed record DriftStanding(DriftVerdict Verdict, DateTimeOffset Since, DriftAction Policy);
