namespace ControlPlane.Domain.Rollouts;

/// <summary>One difference between what callers use and what a new version offers. Immutable.</summary>
/// <param name="Field">What differs, such as <c>inputs.x</c>.</param>
/// <param name="Sentence">How, to be read after the field's name.</param>
/// <param name="IsBlocking">True when callers would fail, so that no traffic may move; false when it is a warning.</param>
public sealed record SignatureDifference(string Field, string Sentence, bool IsBlocking);
