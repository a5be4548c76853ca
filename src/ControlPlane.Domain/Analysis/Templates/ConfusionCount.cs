namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>How often a class was predicted where a label was true. Immutable.</summary>
/// <param name="Predicted">The class; empty when none was read.</param>
/// <param name="Label">The true label.</param>
/// <param name="Count">Answers.</param>
public sealed record ConfusionCount(string Predicted, string Label, long Count);
