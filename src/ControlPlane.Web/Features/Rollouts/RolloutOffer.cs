namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What one verb would do to a rollout now, or why it cannot. Immutable.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Label">On the button.</param>
/// <param name="Effect">What would happen, in numbers.</param>
/// <param name="UnavailableBecause">Why not; null when it may be asked.</param>
public sealed record RolloutOffer(RolloutVerb Verb, string Label, string Effect, string? UnavailableBecause)
{
    /// <summary>Whether it may be asked.</summary>
    public bool IsAvailable => UnavailableBecause is null;
}
