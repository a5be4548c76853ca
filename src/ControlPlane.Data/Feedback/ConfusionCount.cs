namespace ControlPlane.Data.Feedback;

/// <summary>How often one class was predicted where another, or the same, was true. Immutable.</summary>
/// <param name="Predicted">What the variant answered; empty when nothing was read.</param>
/// <param name="Label">What was true.</param>
/// <param name="Count">How often.</param>
public sealed record ConfusionCount(string Predicted, string Label, long Count);
