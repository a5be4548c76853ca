namespace ControlPlane.Domain.Rollouts;

/// <summary>A person holds a bandit's weights; guards and analysis stay awake. Immutable.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Since">From when.</param>
public sealed record BanditFreeze(string By, string Reason, DateTimeOffset Since);
