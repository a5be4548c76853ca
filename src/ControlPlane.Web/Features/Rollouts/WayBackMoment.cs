namespace ControlPlane.Web.Features.Rollouts;

/// <summary>One moment of a way back. Immutable.</summary>
/// <param name="Words">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Since">Time since the moment before; null for the first.</param>
public sealed record WayBackMoment(string Words, DateTimeOffset At, TimeSpan? Since);
