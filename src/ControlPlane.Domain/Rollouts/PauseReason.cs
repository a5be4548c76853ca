namespace ControlPlane.Domain.Rollouts;

/// <summary>One thing that holds a rollout. Immutable.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="Sentence">What, for people, with numbers.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Since">Since when.</param>
public sealed record PauseReason(PauseCode Code, string Sentence, string Actor, DateTimeOffset Since);
