namespace ControlPlane.Domain.Rollouts;

/// <summary>What a gate by webhook has heard so far. Immutable.</summary>
/// <param name="Refused">Refusals since it began, or since a person let it go on.</param>
/// <param name="At">When the last answer was there.</param>
/// <param name="Said">What it said.</param>
public sealed record HookState(int Refused, DateTimeOffset At, string Said);
