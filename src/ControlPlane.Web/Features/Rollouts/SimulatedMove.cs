using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>One move of a simulated rollout. Immutable.</summary>
/// <param name="At">The recorded moment.</param>
/// <param name="Phase">The phase afterwards.</param>
/// <param name="Step">Index of the step afterwards.</param>
/// <param name="Sentence">Why.</param>
public sealed record SimulatedMove(DateTimeOffset At, RolloutPhase Phase, int Step, string Sentence);
